// How well the predictions agree with the responses, and how that grew with the images seen.

import { LineChart } from './charts.js';
import { isTruth } from './panes.js';
import { count, number } from './text.js';

const element = id => document.getElementById(id);

export class ScorePanel {
  constructor(state, loop) {
    this.state = state;
    const options = { x: 'images scored, each before it was learnt from', y: 'mean over voxels',
      waiting: 'Waiting for the first score …', floor: -0.5 };
    this.chart = new LineChart(element('learning-curve'), options, () => loop.invalidate('scores'));
    loop.register('scores', () => this.chart.draw());
    state.on(['curves', 'scores', 'backbone', 'compare', 'subject'], () => this.#show());
  }

  #show() {
    const { view, data } = this.state;
    const names = [...new Set([view.backbone, view.compare])].filter(name => name && !isTruth(name));
    this.chart.show(names.flatMap((backbone, i) => {
      const points = data.curves.get(backbone) ?? [];
      const suffix = names.length > 1 ? ` ${backbone}` : '';
      return [['r', 'rMean', 'first'], ['R²', 'r2Mean', 'second']].map(([name, field, colour]) => ({
        name: `${name}${suffix}`, colour, dashed: i > 0,
        points: points.map(point => [Number(point.trials), asNumber(point[field])]),
      }));
    }));
    this.#words(names.map(name => data.scores.get(name)).filter(Boolean), names.length > 1);
  }

  #words(scores, named) {
    const text = element('score-text');
    if (scores.length === 0) {
      text.textContent = 'Waiting for the first score …';
      return;
    }
    text.replaceChildren(...scores.flatMap(({ backbone, prequential: novel, validation }, i) => {
      const strong = document.createElement('strong');
      strong.textContent = `${named ? `${backbone}: ` : ''}r ${number(novel.rMean)}, R² ${number(novel.r2Mean)}`;
      const held = validation?.trials > 0
        ? `; on held-out images r ${number(validation.rMean)} (${count(validation.trials, 'trial')})` : '';
      return [...(i > 0 ? [document.createElement('br')] : []), strong,
        ` mean over voxels, ${count(Number(novel.trials), 'trial')}${held}`];
    }));
  }
}

function asNumber(value) {
  return value === null || value === undefined ? Number.NaN : Number(value);
}
