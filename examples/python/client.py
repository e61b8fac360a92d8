"""Feeds an event, asks for figures as of a day, follows alerts: client.py BOOTSTRAP REGISTRY API BRAND"""
import avro.io, avro.schema, datetime, io, json, struct, sys, urllib.request  # pip install avro confluent-kafka
from confluent_kafka import Consumer, Producer

bootstrap, registry, api, brand = sys.argv[1:5]

def get(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)

latest = get(f"{registry}/subjects/market.sales-value/versions/latest")
schema = avro.schema.parse(latest["schema"])
day = datetime.datetime(2024, 11, 1, tzinfo=datetime.timezone.utc)
event = {"event_id": f"python-{brand}-2024-10", "brand": brand, "source": "ir", "source_tier": "OFFICIAL", "published_at": day,
         "url": None, "model": None, "region": None, "measure": "DELIVERIES", "period_start": datetime.date(2024, 10, 1),
         "granularity": "MONTH", "units": 4000, "qualifier": "EXACT", "period_end": None}
value = io.BytesIO()
value.write(struct.pack(">bI", 0, latest["id"]))  # Confluent's wire format: a zero byte, the schema's id, Avro
avro.io.DatumWriter(schema).write(event, avro.io.BinaryEncoder(value))
producer = Producer({"bootstrap.servers": bootstrap, "enable.idempotence": True, "compression.type": "gzip",
                     "partitioner": "murmur2_random"})  # as Java's: a brand's events stay in one partition
producer.produce("market.sales", key=brand, value=value.getvalue(), on_delivery=lambda error, _: error and sys.exit(error))
producer.flush()

figures = get(f"{api}/api/v1/brands/{brand}?as_of=2024-10-15")["metrics"]
print("as of 2024-10-15:", figures["reference_month"], figures["deliveries"], flush=True)

consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": f"python-{brand}", "auto.offset.reset": "earliest"})
consumer.subscribe(["market.alerts"])
seen, schemas = {}, {}  # keep what was seen with what you do: alert_id and sequence name a transition
while True:
    record = consumer.poll(1)
    if record is None or record.error():
        continue
    number = struct.unpack(">I", record.value()[1:5])[0]
    schemas[number] = schemas.get(number) or avro.schema.parse(get(f"{registry}/schemas/ids/{number}")["schema"])
    alert = avro.io.DatumReader(schemas[number]).read(avro.io.BinaryDecoder(io.BytesIO(record.value()[5:])))
    if alert["sequence"] > seen.get(alert["alert_id"], 0):
        seen[alert["alert_id"]] = alert["sequence"]
        print(alert["status"], alert["rule"], alert["subject"], alert["message"], flush=True)
