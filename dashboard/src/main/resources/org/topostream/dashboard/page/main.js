// Starts the page and joins its parts. `window.topostream` is for tests and for the curious.

import { Brain } from './brain.js';
import { Controls } from './controls.js';
import { Feed, lookUp } from './feed.js';
import { decodeView, keepLink, linkTo } from './link.js';
import { Loop } from './loop.js';
import { Maps } from './maps.js';
import { arrange, wanted } from './panes.js';
import { RegionPanel } from './regions.js';
import { ScorePanel } from './scores.js';
import { download, picture } from './screenshot.js';
import { Stage } from './stage.js';
import { State } from './state.js';
import { Status } from './status.js';
import { Summary } from './summary.js';
import { Timeline } from './timeline.js';
import { TrialPanel } from './trial.js';
import { Viewer } from './viewer.js';
import { VoxelPanel } from './voxel.js';

const EVENTS = 2000;

const element = id => document.getElementById(id);
const state = new State();
const maps = new Maps();
const loop = new Loop();
const events = [];
const viewer = new Viewer(element('brain'));

const stage = new Stage(state, loop, viewer);
const feed = new Feed(state, maps, head => loop.afterDrawing(() => drawn(head)));
const parts = [
  new Brain(state), new Controls(state), new Timeline(state), new TrialPanel(state, loop, viewer),
  new VoxelPanel(state, loop), new ScorePanel(state, loop), new RegionPanel(state), new Summary(state, viewer),
  new Status(state, () => feed.connection.reconnect()),
];

/// A frame is answered once what it brought has been drawn, and only then has it arrived.
function drawn(head) {
  feed.connection.acknowledge(head.seq);
  const { type, key, seq, backbone, encoderVersion, revision = 0, stimulusId } = head;
  if (type === 'map' || type === 'score' || type === 'trial') {
    events.push({
      type, key: key ?? `${type}/${backbone}`, seq, encoderVersion, revision, stimulusId, has: head.has,
      trials: head.prequential?.trials, drawnAt: performance.timeOrigin + performance.now(),
    });
    events.splice(0, Math.max(0, events.length - EVENTS));
  }
}

function arrangePanes() {
  const entries = wanted(state.view, state.data.catalogue);
  const found = lookUp(state, maps, entries, arrangePanes);
  const lost = entries.map(({ key, version }) => maps.failure(key, version)).find(Boolean) ?? '';
  state.receive({ panes: arrange(state.view, state.data.catalogue, entries, found), lost });
}

state.on(['liveMap', 'catalogue', 'subject', 'backbone', 'kind', 'version', 'component', 'palette', 'low', 'high',
  'compare', 'compareVersion', 'difference', 'truth'], arrangePanes);

const say = text => {
  element('said').textContent = text;
};

element('copy-link').addEventListener('click', async () => {
  const link = linkTo(state.view);
  try {
    await navigator.clipboard.writeText(link);
    say('Link copied.');
  } catch {
    // Only pages on this machine or over https may write to the clipboard.
    say(link);
  }
});

const takePicture = () => {
  // It is drawn at once on the screen's own canvas, which then has to be drawn anew.
  loop.invalidate('brain');
  return picture(viewer, state.view, state.data, linkTo(state.view));
};

element('screenshot').addEventListener('click', async () => {
  const made = await takePicture();
  download(made);
  say(`Saved ${made.name}`);
});

window.topostream = {
  state, events, parts, viewer, maps,
  /// Pictures of the brain within the last second.
  fps: () => loop.framesPerSecond('brain'),
  /// Uploads of the whole map and pictures of it, a second.
  measureRepaint: (frames = 60) => viewer.measureRepaint(frames),
  whereIs: voxel => stage.whereIs(voxel),
  /// A canvas of the panes alone, as they stand.
  snapshot: (width = 640) => {
    const { clientWidth, clientHeight } = viewer.canvas;
    const canvas = viewer.snapshot(width, Math.round(width * clientHeight / clientWidth), viewer.greys,
      viewer.outlineColour);
    loop.invalidate('brain');
    return canvas;
  },
  /// What `Save picture` saves, `{name, bytes}`.
  picture: takePicture,
};

keepLink(state);
state.change(decodeView(location.hash));
arrangePanes();
feed.start();
