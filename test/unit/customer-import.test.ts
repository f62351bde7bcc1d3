import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCells } from '../../src/customer-import/cells.ts'
import { COLUMN_FIELDS, guessColumns } from '../../src/customer-import/columns.ts'

describe('The columns of a file', () => {
  it.each([
    [
      ['Name', 'E-mail', 'Phone number', 'Date of birth'],
      ['name', 'email', 'phone', 'birthday'],
    ],
    [
      ['Nome completo', 'Correio eletrónico', 'Telemóvel', 'Data de nascimento'],
      ['name', 'email', 'phone', 'birthday'],
    ],
    [
      ['Nombre', 'Apellidos', 'Correo electrónico', 'Móvil'],
      ['name', 'family_name', 'email', 'phone'],
    ],
    [
      ['Vorname', 'Nachname', 'E-Mail-Adresse', 'Handynummer'],
      ['given_name', 'family_name', 'email', 'phone'],
    ],
    [
      ['Customer', 'Spent', ''],
      ['name', '', ''],
    ],
  ])('%j are guessed by their names', (headers, fields) => {
    expect(guessColumns(headers)).toEqual(fields)
  })

  it('of two with one name, only the first is guessed', () => {
    expect(guessColumns(['Email', 'email', 'EMAIL'])).toEqual(['email', '', ''])
  })

  it('are never one field twice, whatever they are called', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...COLUMN_FIELDS))), (headers) => {
        const guessed = guessColumns(headers).filter((field) => field !== '')
        expect(new Set(guessed).size).toBe(guessed.length)
      }),
    )
  })
})

describe('The cells of a row', () => {
  it('make one name of two columns', () => {
    expect(readCells({ given_name: ' Ana ', family_name: 'Melo' }, '').facts).toEqual({ name: 'Ana Melo' })
  })

  it.each([
    ['1990-05-21', '1990-05-21'],
    ['21/05/1990', '1990-05-21'],
    ['21.5.1990', '1990-05-21'],
    ['21-05', '--05-21'],
    ['21.5.', '--05-21'],
    ['1990-05-21 00:00:00', '1990-05-21'],
    ['--05-21', '--05-21'],
  ])('read %s as a birthday', (text, birthday) => {
    expect(readCells({ birthday: text }, '').facts).toEqual({ birthday })
  })

  it('say which of them cannot be read', () => {
    expect(readCells({ birthday: 'in May', marketing: 'maybe' }, '').unreadable).toEqual([
      'birthday',
      'marketing',
    ])
  })

  it.each([
    ['Sim', true],
    ['JA', true],
    ['sí', true],
    ['x', true],
    ['não', false],
    ['nein', false],
    ['0', false],
  ])('take %s for an answer', (marketing, answer) => {
    expect(readCells({ marketing }, '').facts).toEqual({ marketing: answer })
  })

  it.each([
    ['912 345 678', '351', '+351912 345 678'],
    ['0170 1234567', '49', '+49170 1234567'],
    ['+44 20 7946 0000', '351', '+44 20 7946 0000'],
    ['0044 20 7946 0000', '351', '0044 20 7946 0000'],
    ['912 345 678', '', '912 345 678'],
  ])('put the country before %s', (phone, code, full) => {
    expect(readCells({ phone }, code).facts).toEqual({ phone: full })
  })

  it('separate tags, each once', () => {
    expect(readCells({ tags: 'vip; office,vip| ' }, '').facts).toEqual({ tags: ['vip', 'office'] })
  })
})
