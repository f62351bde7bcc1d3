import type { StoreId } from '../../src/id.ts'
import { BELEM, CAMPO, CHIADO, MAR, PONTA } from './brand.ts'

/** A customer as staff would describe one. */
export interface Someone {
  readonly name: string
  /** The shop they usually go to. */
  readonly home: StoreId
  /** BCP 47; Portuguese unless said. */
  readonly locale?: string
  readonly birthday?: string
  readonly tags?: readonly string[]
  readonly notes?: string
}

const at = (home: StoreId, ...people: readonly Omit<Someone, 'home'>[]): readonly Someone[] =>
  people.map((person) => ({ ...person, home }))

/** Sixty people. The first one's wallet is the one to look at. */
export const PEOPLE: readonly Someone[] = [
  ...at(
    CHIADO,
    { name: 'Joana Martins', birthday: '--05-21', notes: 'Oat milk. Comes before work.' },
    { name: 'João Vasconcelos e Sá', birthday: '1961-02-08', tags: ['regular'] },
    { name: 'Maria da Conceição Albuquerque de Vasconcelos e Sousa', birthday: '1948-12-08' },
    { name: 'Rui Tavares', tags: ['office'], notes: 'Orders for the notary upstairs.' },
    { name: 'Ana Sofia Pinheiro', birthday: '--09-02' },
    { name: 'Duarte Lencastre' },
    { name: 'Mafalda Corte-Real', tags: ['regular'], notes: 'Nut allergy.' },
    { name: 'Friedrich-Wilhelm von Hohenstein-Ahrensburg', locale: 'de-DE', birthday: '1957-03-30' },
    { name: 'Camille Dufresne', locale: 'fr-FR' },
    { name: 'Bo Li', locale: 'en-GB', birthday: '1994-01-31' },
    { name: 'Priya Raghunathan', locale: 'en-GB', tags: ['office'] },
    { name: 'Vasco Azeredo', birthday: '--11-26' },
    { name: 'Teresa Mourão', tags: ['regular'], notes: 'Prefers to be called, not written to.' },
    { name: 'Bruno Espírito Santo' },
    { name: 'Oksana Kovalchuk', locale: 'uk-UA', tags: ['newsletter'] },
    { name: 'Margarida Sá Nogueira', birthday: '1979-07-17' },
    { name: 'Nuno Bragança' },
    { name: 'Zoë O’Connell', locale: 'en-IE' },
  ),
  ...at(
    CAMPO,
    {
      name: 'António Figueiredo',
      birthday: '1952-06-13',
      tags: ['regular'],
      notes: 'Country loaf every Friday.',
    },
    { name: 'Lurdes Antunes', birthday: '1946-08-15', tags: ['regular'] },
    { name: 'Beatriz Nogueira', tags: ['staff'] },
    { name: 'Henrique Paixão' },
    { name: 'Carolina Mendes Ribeiro', birthday: '--04-09', tags: ['newsletter'] },
    { name: 'Francisco Xavier de Almeida Garrett Monteiro', birthday: '1988-10-03' },
    { name: 'Inês Quaresma' },
    { name: 'Anjali Thapa', locale: 'ne-NP' },
    {
      name: 'Luís Filipe Cabral',
      tags: ['office'],
      notes: 'Breakfast for eight, first Monday of the month.',
    },
    { name: 'Sílvia Rebelo', birthday: '--01-12' },
    { name: 'Thiago Figueira Lins', locale: 'pt-BR' },
    { name: 'Marta Baptista' },
    { name: 'Guilherme Sarmento' },
    { name: 'Eva Lindqvist', locale: 'sv-SE', notes: 'Gluten free only.' },
    { name: 'Patrícia Gouveia', birthday: '1990-02-27', tags: ['newsletter'] },
    { name: 'Rosa Évora', locale: 'pt-CV' },
  ),
  ...at(
    BELEM,
    { name: 'Catarina Loureiro', birthday: '--06-30', tags: ['regular'] },
    { name: 'Pedro Salgueiro' },
    {
      name: 'Manuel Joaquim Ferreira',
      birthday: '1943-05-01',
      tags: ['regular'],
      notes: 'Reads the paper by the window.',
    },
    { name: 'Filipa Cordeiro', birthday: '1985-12-19' },
    { name: 'Giulia Bertolucci', locale: 'it-IT' },
    { name: 'André Saraiva', tags: ['office'] },
    { name: 'Leonor Teles Branco' },
    { name: 'Kateryna Bondarenko', locale: 'uk-UA', birthday: '--03-08' },
    { name: 'Hugo Valadares' },
    { name: 'Isaac Mandlate', locale: 'pt-MZ' },
    { name: 'Madalena Falcão', birthday: '1999-09-23', tags: ['newsletter'] },
  ),
  ...at(
    PONTA,
    { name: 'Natália Arruda', birthday: '--07-22', tags: ['regular'] },
    { name: 'José Medeiros Câmara', tags: ['regular'], notes: 'Two galões, one to take along.' },
    { name: 'Evangelina Borges de Sousa Bettencourt da Silveira', birthday: '1939-04-25' },
    { name: 'Paulo Furtado' },
    { name: 'Sara Pacheco', birthday: '1996-05-14', tags: ['newsletter'] },
    { name: 'Emanuel Raposo', tags: ['office'] },
    { name: 'Graça Moniz' },
    { name: 'Liam Chen-Whitaker', locale: 'en-US' },
    { name: 'Vitória Ponte', birthday: '--10-31' },
    { name: 'Rodrigo Tavares Melo' },
  ),
  ...at(
    MAR,
    { name: 'Alexandra Leça', tags: ['newsletter'] },
    { name: 'Bernardo Sottomayor', birthday: '1974-11-05' },
    { name: 'Cristina Matosinhos Vieira' },
    { name: 'Gil Noronha' },
    { name: 'Wiebke Janssen', locale: 'de-DE', birthday: '--02-14' },
  ),
]
