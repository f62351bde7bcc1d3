import { fold } from '../search-terms.ts'

/** What a column of a file can be. */
export const COLUMN_FIELDS = [
  'name',
  'given_name',
  'family_name',
  'email',
  'phone',
  'birthday',
  'locale',
  'zone',
  'tags',
  'marketing',
  'notes',
] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** What columns are called in English, Portuguese, Spanish and German, folded and without spaces. The first that fits counts. */
const NAMES: { readonly [F in ColumnField]: readonly string[] } = {
  given_name: [
    'firstname',
    'givenname',
    'forename',
    'primeironome',
    'nomeproprio',
    'nombredepila',
    'primernombre',
    'vorname',
  ],
  family_name: [
    'lastname',
    'familyname',
    'surname',
    'apelido',
    'sobrenome',
    'apellido',
    'apellidos',
    'nachname',
    'familienname',
  ],
  name: [
    'name',
    'fullname',
    'customer',
    'customername',
    'client',
    'nome',
    'nomecompleto',
    'cliente',
    'nombre',
    'nombrecompleto',
    'kunde',
    'kundenname',
    'vollername',
  ],
  email: [
    'email',
    'emailaddress',
    'mail',
    'correio',
    'correioeletronico',
    'enderecodeemail',
    'correo',
    'correoelectronico',
    'emailadresse',
    'mailadresse',
  ],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'cell',
    'cellphone',
    'telephone',
    'tel',
    'telefone',
    'telemovel',
    'celular',
    'numerodetelefone',
    'contacto',
    'telefono',
    'movil',
    'telefonomovil',
    'telefon',
    'telefonnummer',
    'handy',
    'handynummer',
    'mobil',
    'mobilnummer',
    'rufnummer',
    'whatsapp',
  ],
  birthday: [
    'birthday',
    'birthdate',
    'dateofbirth',
    'dob',
    'aniversario',
    'datadenascimento',
    'nascimento',
    'cumpleanos',
    'fechadenacimiento',
    'nacimiento',
    'geburtstag',
    'geburtsdatum',
  ],
  locale: ['language', 'locale', 'lingua', 'idioma', 'lengua', 'sprache'],
  zone: ['zone', 'timezone', 'fusohorario', 'zonahoraria', 'zeitzone'],
  tags: [
    'tags',
    'tag',
    'labels',
    'groups',
    'group',
    'segment',
    'segments',
    'etiquetas',
    'etiqueta',
    'grupo',
    'grupos',
    'segmento',
    'schlagworte',
    'schlagwort',
    'gruppe',
    'gruppen',
  ],
  marketing: [
    'marketing',
    'marketingconsent',
    'consent',
    'newsletter',
    'optin',
    'acceptsmarketing',
    'acceptsemailmarketing',
    'consentimento',
    'aceitamarketing',
    'consentimiento',
    'aceptamarketing',
    'einwilligung',
    'werbung',
  ],
  notes: [
    'notes',
    'note',
    'comment',
    'comments',
    'remarks',
    'notas',
    'nota',
    'observacoes',
    'comentarios',
    'observaciones',
    'notizen',
    'notiz',
    'bemerkung',
    'bemerkungen',
    'kommentar',
  ],
}

const FIELD_OF: ReadonlyMap<string, ColumnField> = new Map(
  COLUMN_FIELDS.flatMap((field) => NAMES[field].map((name) => [name, field] as const)),
)

/** Guesses what each column is from its name; '' for those nobody knows, and for a second one of the same. */
export function guessColumns(headers: readonly string[]): (ColumnField | '')[] {
  const taken = new Set<ColumnField>()
  return headers.map((header) => {
    const field = FIELD_OF.get(fold(header).replace(/[^\p{Letter}\p{Number}]+/gu, ''))
    if (field === undefined || taken.has(field)) return ''
    taken.add(field)
    return field
  })
}

/** Whether the text names a field. */
export function isColumnField(text: string): text is ColumnField {
  return COLUMN_FIELDS.some((field) => field === text)
}
