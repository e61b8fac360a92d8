// Feeds an event, asks for figures as of a day, follows alerts: node client.mjs BOOTSTRAP REGISTRY API BRAND
// npm install kafkajs @kafkajs/confluent-schema-registry
import kafkajs from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const { CompressionTypes, Kafka, Partitioners } = kafkajs;
const [bootstrap, registryUrl, api, brand] = process.argv.slice(2);
const kafka = new Kafka({ brokers: [bootstrap], clientId: 'example' });
const registry = new SchemaRegistry({ host: registryUrl });

const event = {
  event_id: `node-${brand}-2024-10`, brand, source: 'ir', source_tier: 'OFFICIAL', url: null, model: null, region: null, measure: 'DELIVERIES',
  published_at: Date.UTC(2024, 10, 1) * 1000, // microseconds
  period_start: Date.UTC(2024, 9, 1) / 86_400_000, // days
  granularity: 'MONTH', units: 4000, qualifier: 'EXACT', period_end: null,
};
const id = await registry.getLatestSchemaId('market.sales-value');
// The default partitioner is Java's: a brand's events stay in one partition. kafkajs brings gzip alone.
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, idempotent: true });
await producer.connect();
await producer.send({ topic: 'market.sales', acks: -1, compression: CompressionTypes.GZIP, messages: [{ key: brand, value: await registry.encode(id, event) }] });
await producer.disconnect();

const { metrics } = await (await fetch(`${api}/api/v1/brands/${brand}?as_of=2024-10-15`)).json();
console.log('as of 2024-10-15:', metrics.reference_month, metrics.deliveries);

const seen = new Map(); // keep what was seen with what you do: alert_id and sequence name a transition
const consumer = kafka.consumer({ groupId: `node-${brand}` });
await consumer.connect();
await consumer.subscribe({ topics: ['market.alerts'], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const alert = await registry.decode(message.value);
    if (alert.sequence > (seen.get(alert.alert_id) ?? 0)) {
      seen.set(alert.alert_id, alert.sequence);
      console.log(alert.status, alert.rule, alert.subject, alert.message);
    }
  },
});
