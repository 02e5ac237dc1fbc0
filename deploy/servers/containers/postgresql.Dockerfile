# PostgreSQL where the official image cannot be pulled: the binaries that the embedded server runs, with the few variables of
# the official image that the tests set.
FROM reuse/base
RUN useradd --system --uid 999 --create-home --home-dir /var/lib/postgresql postgres
COPY postgresql /usr/local/pgsql
COPY postgresql-entrypoint.sh /usr/local/bin/entrypoint
USER postgres
ENV PATH=/usr/local/pgsql/bin:/usr/local/bin:/usr/bin:/bin
EXPOSE 5432
ENTRYPOINT ["sh", "/usr/local/bin/entrypoint"]
CMD ["postgres"]
