# Keycloak where the official image cannot be pulled: the distribution that the embedded server runs, on a runtime of the JDK that
# builds.
FROM reuse/base
RUN useradd --system --uid 1000 --gid 0 --no-create-home --home-dir /opt/keycloak keycloak
COPY runtime /opt/java
COPY --chown=1000:0 keycloak /opt/keycloak
USER keycloak
ENV JAVA_HOME=/opt/java
EXPOSE 8080 9000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
