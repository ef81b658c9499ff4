"""Publishes records with librdkafka: one JSON object a line on standard input, with topic, key, headers and value.

Prints the number of records and how many it published a second. Needs Debian's python3-confluent-kafka.
"""
import json
import sys
import time

from confluent_kafka import Producer

failures = []
producer = Producer({"bootstrap.servers": sys.argv[1], "linger.ms": 5, "enable.idempotence": True})
records = [json.loads(line) for line in sys.stdin]
begin = time.monotonic()
for record in records:
    while True:
        try:
            producer.produce(
                record["topic"],
                key=record["key"],
                value=record["value"],
                headers=list(record["headers"].items()),
                on_delivery=lambda error, _: failures.append(str(error)) if error else None,
            )
            break
        except BufferError:
            producer.poll(0.1)
    producer.poll(0)
producer.flush()
seconds = time.monotonic() - begin
print(f"{len(records)} records, {len(records) / seconds:.0f} a second")
sys.exit(f"{len(failures)} failed, first: {failures[0]}" if failures else 0)
