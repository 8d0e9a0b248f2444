// What all parts are made of, in PatternFly's classes.
import { el, svg } from './dom.js'
import { language, t } from './texts.js'

const ICONS = {
  danger: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 3h2v5H7V4Zm0 6h2v2H7v-2Z',
  warning: 'M8 1.5 15.5 15H.5L8 1.5ZM7.2 6v5h1.6V6H7.2Zm0 6v1.6h1.6V12H7.2Z',
  info: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 6h2v5H7V7Zm0-3h2v2H7V4Z',
  success: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1.2 10.3L3.6 8.1 4.8 7l2 2L11.2 4.6l1.2 1.1-5.6 5.6Z',
  search: 'M7 1a6 6 0 0 1 4.7 9.7l3.3 3.3-1.1 1.1-3.3-3.3A6 6 0 1 1 7 1Zm0 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8Z',
  custom: 'M8 1a3.5 3.5 0 0 1 3.5 3.5V7H13v8H3V7h1.5V4.5A3.5 3.5 0 0 1 8 1Zm0 1.6a1.9 1.9 0 0 0-1.9 1.9V7h3.8V4.5A1.9 1.9 0 0 0 8 2.6Z',
  shield: 'M8 1l6 2v4.5c0 3.6-2.4 6.2-6 7.5-3.6-1.3-6-3.9-6-7.5V3l6-2Zm-1.1 9.6 4.3-4.3-1.1-1.1-3.2 3.2-1.5-1.5-1.1 1.1 2.6 2.6Z'
}

export function icon (name) {
  return svg('svg', { viewBox: '0 0 16 16', width: '1em', height: '1em', fill: 'currentColor', 'aria-hidden': 'true' },
    svg('path', { d: ICONS[name], 'fill-rule': 'evenodd' }))
}

/** @param kind primary, secondary, danger or link */
export function button (text, kind, click, attributes = {}) {
  return el('button', { type: 'button', class: `pf-v5-c-button pf-m-${kind}`, click, ...attributes }, text)
}

/** @param kind danger, warning, info, success, or custom: something is not for who reads it */
export function alert (kind, title, ...body) {
  return el('div', { class: `pf-v5-c-alert pf-m-inline pf-m-${kind}` },
    el('div', { class: 'pf-v5-c-alert__icon' }, icon(kind)),
    el('p', { class: 'pf-v5-c-alert__title' },
      el('span', { class: 'pf-v5-screen-reader' }, t(`alert.${kind}`)), ' ', title),
    body.length > 0 && el('div', { class: 'pf-v5-c-alert__description' }, ...body))
}

/** @param color red, orange, blue, green, grey or gold */
export function label (text, color) {
  return el('span', { class: `pf-v5-c-label pf-m-${color} pf-m-compact` },
    el('span', { class: 'pf-v5-c-label__content' }, text))
}

export function card (title, ...body) {
  return el('section', { class: 'pf-v5-c-card' },
    title && el('div', { class: 'pf-v5-c-card__title' }, el('h2', { class: 'pf-v5-c-card__title-text' }, title)),
    el('div', { class: 'pf-v5-c-card__body' }, ...body))
}

/** @param {string} name of an icon */
export function empty (name, title, ...body) {
  return el('div', { class: 'pf-v5-c-empty-state pf-m-sm' },
    el('div', { class: 'pf-v5-c-empty-state__content' },
      el('div', { class: 'pf-v5-c-empty-state__icon aws-mfa-icon' }, icon(name)),
      el('p', { class: 'pf-v5-c-empty-state__title-text' }, title),
      body.length > 0 && el('div', { class: 'pf-v5-c-empty-state__body' }, ...body)))
}

export function spinner (text) {
  return el('div', { class: 'aws-mfa-wait' },
    svg('svg', { class: 'pf-v5-c-spinner pf-m-lg', viewBox: '0 0 100 100', 'aria-hidden': 'true' },
      svg('circle', { class: 'pf-v5-c-spinner__path', cx: 50, cy: 50, r: 45, fill: 'none' })),
    el('span', {}, text))
}

/** What the server wrote: in English, whatever the page's language. */
export function said (text) {
  return el('span', language === 'en' ? {} : { lang: 'en' }, text)
}

/** What to show for an act that was refused or failed. */
export function trouble (error) {
  return error.status === 403
    ? alert('custom', t('forbidden.act'), el('p', {}, t('forbidden.body')))
    : failure(error)
}

/** What to show for something that could not be loaded. */
export function failure (error, again) {
  if (error.status === 403) {
    return alert('custom', t('forbidden.title'), el('p', {}, t('forbidden.body')))
  }
  return alert('danger', t('failed'), el('p', {}, said(error.message)),
    again && el('p', {}, button(t('again'), 'link', again, { class: 'pf-v5-c-button pf-m-link pf-m-inline' })))
}

/** A field with its name above it. */
export function field (id, name, control) {
  return el('div', { class: 'aws-mfa-field' },
    el('label', { for: id, class: 'pf-v5-c-form__label' }, el('span', { class: 'pf-v5-c-form__label-text' }, name)),
    control)
}

export function input (id, value, attributes = {}) {
  return el('span', { class: 'pf-v5-c-form-control' },
    el('input', { id, value, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', ...attributes }))
}

/** @param options pairs of a value and a text */
export function select (id, value, options, attributes = {}) {
  return el('span', { class: 'pf-v5-c-form-control aws-mfa-select' },
    el('select', { id, ...attributes },
      options.map(([one, text]) => el('option', { value: one, selected: one === value }, text))))
}

/** Pairs of a term and what is said about it; those without are left out. */
export function terms (...pairs) {
  return el('dl', { class: 'aws-mfa-terms' }, pairs
    .filter(([, about]) => about)
    .map(([term, about]) => el('div', {}, el('dt', {}, term), el('dd', {}, about))))
}

/** A cell of a table that becomes a list on a phone, where each cell says its column. */
export function cell (column, ...content) {
  return el('td', { class: 'pf-v5-c-table__td', 'data-label': column, role: 'cell' }, el('div', {}, ...content))
}

/** A table without rows; `rows(...)` sets them. On a phone it is no table to a browser, hence the roles. */
export function table (caption, columns) {
  const body = el('tbody', { class: 'pf-v5-c-table__tbody', role: 'rowgroup' })
  const all = el('table', { class: 'pf-v5-c-table pf-m-grid-md pf-m-compact', role: 'table' },
    el('caption', { class: 'pf-v5-screen-reader' }, caption),
    el('thead', { class: 'pf-v5-c-table__thead', role: 'rowgroup' },
      el('tr', { class: 'pf-v5-c-table__tr', role: 'row' },
        columns.map(name => el('th', { class: 'pf-v5-c-table__th', scope: 'col', role: 'columnheader' }, name)))),
    body)
  return { all, body }
}

export function row (...cells) {
  return el('tr', { class: 'pf-v5-c-table__tr', role: 'row' }, ...cells)
}
