// A list that is fetched page by page.
import { el } from './dom.js'
import { button, failure, spinner } from './pieces.js'
import { announce } from './shell.js'
import { counted, t } from './texts.js'

/** A page may have few rows or none although more come: so many pages are fetched at most for one press. */
const MOST_FETCHES = 20

/**
 * Fetches the first page, and shows a button for more as long as there is any.
 *
 * @param table as `pieces.table` makes it
 * @param fetch of the value to go on after, undefined at first: answers `{items, next}`
 * @param toRow of an item
 * @param none what to show where there is nothing
 */
export async function list (table, fetch, toRow, none) {
  const foot = el('div', { class: 'aws-mfa-more' })
  const all = el('div', {}, table.all, foot)
  let next
  const more = async first => {
    const rows = []
    for (let fetches = 0; rows.length === 0 && fetches < MOST_FETCHES && (fetches === 0 || next); fetches++) {
      const page = await fetch(next)
      rows.push(...page.items.map(toRow))
      next = page.next
    }
    table.body.append(...rows)
    const shown = counted('rows', table.body.rows.length)
    foot.replaceChildren(el('span', { class: 'aws-mfa-quiet' }, next ? shown : t('rows.all', { shown })),
      ...(next ? [button(t('more'), 'secondary', onMore)] : []))
    if (!first) {
      rows[0]?.querySelector('a, button')?.focus()
    }
    announce(shown)
  }
  const onMore = async () => {
    const before = [...foot.childNodes]
    foot.replaceChildren(spinner(t('loading')))
    try {
      await more(false)
    } catch (error) {
      foot.replaceChildren(...before, failure(error))
    }
  }
  await more(true)
  return table.body.rows.length === 0 && !next ? none : all
}
