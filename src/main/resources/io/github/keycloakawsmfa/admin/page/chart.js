// The chart over time. What it shows is said in a table beside it: a canvas says nothing to a screen reader.
import uPlot from './uplot-1.6.32/uPlot.esm.js'
import { el } from './dom.js'
import { day, language, number, t } from './texts.js'

const HEIGHT = 260

/** @param weeks of the coverage call: `begin`, `users`, `withDevice`, cumulative */
export function chart (weeks) {
  const at = el('div', { class: 'aws-mfa-chart', 'aria-hidden': 'true' })
  const data = [
    weeks.map(week => Date.parse(week.begin) / 1000),
    weeks.map(week => week.users),
    weeks.map(week => week.withDevice)
  ]
  let plot
  const draw = () => {
    plot?.destroy()
    plot = new uPlot(options(at), data, at)
  }
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const sizes = new ResizeObserver(() => {
    if (!at.isConnected) {
      return
    }
    plot ? plot.setSize({ width: at.clientWidth, height: HEIGHT }) : draw()
  })
  sizes.observe(at)
  dark.addEventListener('change', () => at.isConnected ? requestAnimationFrame(draw) : sizes.disconnect())
  return at
}

function last (plot) {
  plot.setLegend({ idx: plot.data[0].length - 1 }, false)
}

function options (at) {
  const style = getComputedStyle(at)
  const color = name => style.getPropertyValue(name).trim()
  const font = `12px ${style.fontFamily}`
  const axis = { stroke: color('--aws-mfa-chart-text'), font, grid: { stroke: color('--aws-mfa-chart-grid'), width: 1 }, ticks: { show: false } }
  const months = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  const compact = new Intl.NumberFormat(language, { notation: 'compact' })
  const line = (label, stroke, fill) => ({
    label,
    stroke,
    fill,
    width: 2,
    points: { show: false },
    value: (plot, count) => count === null ? '–' : number(count)
  })
  return {
    width: at.clientWidth,
    height: HEIGHT,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    cursor: { drag: { x: false, y: false } },
    // Where the pointer is elsewhere, the legend tells the last week.
    hooks: { ready: [last], setCursor: [plot => plot.cursor.idx === null && last(plot)] },
    scales: { y: { range: (plot, low, high) => [0, Math.max(1, high * 1.05)] } },
    series: [
      { label: t('overview.week'), value: (plot, seconds) => seconds === null ? '–' : day(seconds * 1000) },
      line(t('overview.users'), color('--aws-mfa-chart-users')),
      line(t('overview.withDevice'), color('--aws-mfa-chart-devices'), color('--aws-mfa-chart-fill'))
    ],
    axes: [
      { ...axis, space: 80, values: (plot, ticks) => ticks.map(seconds => months.format(new Date(seconds * 1000))) },
      { ...axis, size: 56, values: (plot, ticks) => ticks.map(count => Number.isInteger(count) ? compact.format(count) : '') }
    ]
  }
}
