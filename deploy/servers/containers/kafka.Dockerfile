# Kafka where the official image cannot be pulled: the jars that the embedded broker runs, on a runtime of the JDK that builds.
FROM reuse/base
COPY runtime /opt/java
COPY kafka /opt/kafka/libs
COPY kafka-storage.sh kafka-server-start.sh /opt/kafka/bin/
RUN useradd --system --uid 1000 --create-home appuser && chmod 755 /opt/kafka/bin/*
USER appuser
EXPOSE 9092
CMD ["/opt/kafka/bin/kafka-server-start.sh"]
