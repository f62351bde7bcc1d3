/** What htmx tells about one of its requests. */
export interface HtmxRequest {
  readonly sourceElement: Element
  readonly request: { readonly action: string; readonly body: URLSearchParams | FormData | null }
  readonly response?: { readonly status: number; readonly raw: Response }
}

type HtmxEvent<Detail = unknown> = CustomEvent<{ readonly ctx: HtmxRequest } & Detail>

declare global {
  interface DocumentEventMap {
    'htmx:before:request': HtmxEvent
    'htmx:before:response': HtmxEvent
    'htmx:before:swap': HtmxEvent<{
      readonly tasks: readonly { readonly type: string; readonly fragment: ParentNode }[]
    }>
    'htmx:after:swap': HtmxEvent
    /** Without a request where a script failed. */
    'htmx:error': CustomEvent<{ readonly ctx?: HtmxRequest }>
    'htmx:finally:request': HtmxEvent
    'htmx:before:history:restore': CustomEvent
  }
}
