#!/bin/sh
exec /opt/java/bin/java -Xmx512m -Dlog4j2.level=WARN -cp '/opt/kafka/libs/*' kafka.Kafka "$@"
