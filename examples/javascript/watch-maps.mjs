#!/usr/bin/env node
// Prints a line for every map of a subject: those that the topic holds, then each as it comes.
//
//   npm ci --prefix examples/javascript
//   node examples/javascript/watch-maps.mjs --bootstrap-server HOST:PORT --schema-registry URL \
//     --subject phantom --count 20

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';

const READ = { FLOAT32: ['readFloatLE', 4], FLOAT64: ['readDoubleLE', 8], INT8: ['readInt8', 1] };

/** [N], or [N, K] row by row where a voxel has K values; NaN where it has none. */
function numbers({ dtype, data }) {
  const [read, bytes] = READ[dtype];
  return Array.from({ length: data.length / bytes }, (_, i) => data[read](i * bytes));
}

function mean(values) {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function line(map) {
  const time = new Date(map.updatedAt).toISOString();
  const regions = map.kind === 'layer' ? map.rois.map((roi) => ` ${roi.name}=${roi.mean[0].toFixed(4)}`) : [];
  return `${time} ${map.backbone}/${map.kind} version ${map.encoderVersion} revision ${map.revision} `
    + `mean ${mean(numbers(map.values)).toFixed(4)}${regions.join('')}`;
}

const text = { type: 'string' };
const { values: options } = parseArgs({
  options: {
    'bootstrap-server': text,
    'schema-registry': text,
    subject: { ...text, default: 'phantom' },
    count: { ...text, default: '0' }, // 0: never ends
  },
});

const kafka = new Kafka({ brokers: options['bootstrap-server'].split(','), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: options['schema-registry'] });
// kafkajs reads only as a member of a group; one of its own, which commits nothing, begins at the start every time.
const consumer = kafka.consumer({ groupId: `watch-maps-${randomUUID()}`, readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topic: `maps.${options.subject}`, fromBeginning: true });

let left = Number(options.count) || Infinity;
await new Promise((enough, failed) => {
  consumer.on(consumer.events.CRASH, ({ payload }) => failed(payload.error));
  consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      if (left > 0 && message.value !== null) {
        console.log(line(await registry.decode(message.value)));
        left -= 1;
      }
      if (left === 0) enough();
    },
  }).catch(failed);
});
await consumer.disconnect();
