package network.reuse.defaults.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.arc.properties.IfBuildProperty;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.SecretKey;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * The people that a service knows, each a random reference and a sealed contact in the table {@code person}. Works in
 * the caller's transaction and under its row-level security: a person is visible to the organisations that it was kept
 * for. A service keeps people when it sets {@code reuse.people.kept=true} and adds {@code db/people} to its migrations.
 *
 * <p>The keys are reached outside of that transaction. When they are away, everything here fails before it has written
 * anything, and the caller hears 503.
 */
@ApplicationScoped
@IfBuildProperty(name = "reuse.people.kept", stringValue = "true")
public class People {
    private static final StateCodec<Contact> CONTACTS = StateCodec.of(Contact.class);
    private static final String CONTACT = "CONTACT";
    private static final int PART = 500;

    private final PersonKeys keys;

    People(PersonKeys keys) {
        this.keys = keys;
    }

    /** A reference for somebody new: random, so that it tells nothing, not even when it was made. */
    public static UUID newRef() {
        return UUID.randomUUID();
    }

    /** Who reads, as it is kept with each reading: the caller's organisation and client. */
    public static String who(Caller caller) {
        return caller.organisation() + "/" + caller.client();
    }

    /**
     * Keeps somebody new. The key is written first and for good, the contact with the transaction: when that is rolled
     * back a key without a contact remains, which opens nothing. Call it before the transaction has locked anything.
     *
     * @param readers the organisations that may read the contact
     */
    public Future<?> keep(SqlConnection transaction, UUID ref, Set<UUID> readers, Contact contact, Instant now) {
        return keys.make(ref)
                .compose(key -> transaction
                        .preparedQuery("insert into person(ref, readers, contact, kept_at) values ($1, $2, $3, $4)")
                        .execute(Tuple.of(ref, readers.toArray(UUID[]::new), seal(key, ref, contact), time(now))));
    }

    /** Contacts of people who are new, sealed under keys of their own, and not kept yet. */
    public static final class Sealed {
        private final Map<UUID, Buffer> contacts = new HashMap<>();

        private Sealed() {}
    }

    /**
     * Seals the contacts of many who are new, as {@link #keep(SqlConnection, UUID, Set, Contact, Instant)} does for one: the keys
     * are written at once and for good, and those of whoever is not kept after all open nothing. Call it before the transaction
     * has locked anything.
     */
    public Future<Sealed> seal(Map<UUID, Contact> contacts) {
        Sealed sealed = new Sealed();
        return inParts(
                        List.copyOf(contacts.keySet()),
                        refs -> keys.makeAll(refs).map(made -> {
                            made.forEach((ref, key) -> sealed.contacts.put(
                                    ref, seal(key, ref, Objects.requireNonNull(contacts.get(ref)))));
                            return null;
                        }))
                .map(_ -> sealed);
    }

    /**
     * Keeps those of them, in one statement.
     *
     * @param readers the organisations that may read the contacts
     */
    public Future<?> keep(
            SqlConnection transaction, Sealed sealed, Collection<UUID> refs, Set<UUID> readers, Instant now) {
        return transaction
                .preparedQuery(
                        "insert into person(ref, readers, contact, kept_at) select k.ref, $3::uuid[], k.contact, $4"
                                + " from unnest($1::uuid[], $2::bytea[]) as k(ref, contact)")
                .execute(Tuple.of(
                        refs.toArray(UUID[]::new),
                        refs.stream()
                                .map(ref -> Objects.requireNonNull(sealed.contacts.get(ref)))
                                .toArray(Buffer[]::new),
                        readers.toArray(UUID[]::new),
                        time(now)));
    }

    /**
     * Which of these contacts each of these people has, to the letter, as far as the caller may see them; whoever has none of theirs is left
     * out. It tells nobody anything that it was not told, and is no reading.
     */
    public Future<Map<UUID, Contact>> same(SqlConnection transaction, Map<UUID, Set<Contact>> contacts) {
        Map<UUID, Contact> same = new HashMap<>();
        return inParts(
                        List.copyOf(contacts.keySet()),
                        refs -> keys.findAll(refs)
                                .compose(found -> transaction
                                        .preparedQuery("select ref, contact from person where ref = any($1)")
                                        .execute(Tuple.of((Object) refs.toArray(UUID[]::new)))
                                        .map(rows -> {
                                            for (Row row : rows) {
                                                UUID ref = row.getUUID(0);
                                                Buffer sealed = row.getBuffer(1);
                                                SecretKey key = found.get(ref);
                                                if (key != null && sealed != null) {
                                                    Contact contact = open(key, ref, sealed.getBytes());
                                                    if (contacts.getOrDefault(ref, Set.of())
                                                            .contains(contact)) {
                                                        same.put(ref, contact);
                                                    }
                                                }
                                            }
                                            return null;
                                        })))
                .map(_ -> same);
    }

    /** Does it with so many at a time that nobody else's call waits for long. */
    private static Future<Void> inParts(List<UUID> refs, Function<List<UUID>, Future<Void>> doing) {
        Future<Void> done = Future.succeededFuture();
        for (int from = 0; from < refs.size(); from += PART) {
            List<UUID> part = refs.subList(from, Math.min(from + PART, refs.size()));
            done = done.compose(_ -> doing.apply(part));
        }
        return done;
    }

    /**
     * Puts a person's contact right, and keeps who did and why in the same transaction; refused as unknown when the person is,
     * or is forgotten.
     *
     * @return the contact as it is now
     */
    public Future<Contact> correct(
            SqlConnection transaction, UUID ref, String who, ContactCorrection correction, Instant now) {
        return transaction
                .preparedQuery("select contact from person where ref = $1 for update")
                .execute(Tuple.of(ref))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        throw Refusals.unknown();
                    }
                    Buffer sealed = rows.iterator().next().getBuffer(0);
                    return keys.find(ref).compose(key -> {
                        if (key == null || sealed == null) {
                            throw forgotten();
                        }
                        Contact right = correction.of(open(key, ref, sealed.getBytes()));
                        return transaction
                                .preparedQuery("update person set contact = $2 where ref = $1")
                                .execute(Tuple.of(ref, seal(key, ref, right)))
                                .compose(_ ->
                                        note(transaction, ref, who, Purpose.CORRECT, now, sealed(key, ref, correction)))
                                .map(_ -> right);
                    });
                });
    }

    /** Reads a contact, and keeps who did and why in the same transaction; refused when the person is forgotten. */
    public Future<Contact> read(SqlConnection transaction, UUID ref, String who, Purpose purpose, Instant now) {
        return file(transaction, ref, who, purpose, now).map(file -> {
            if (file.contact() == null) {
                throw forgotten();
            }
            return file.contact();
        });
    }

    /**
     * Reads a contact to send a message there, and keeps who did in the same transaction; empty when the person wants no messages, and then
     * nothing is read. Refused when the person is forgotten.
     */
    public Future<Optional<Contact>> toWriteTo(SqlConnection transaction, UUID ref, String who, Instant now) {
        return transaction
                .preparedQuery("select from person where ref = $1 and messages_refused_at is not null")
                .execute(Tuple.of(ref))
                .compose(refused -> refused.size() > 0
                        ? Future.succeededFuture(Optional.empty())
                        : read(transaction, ref, who, Purpose.SEND_MESSAGE, now).map(Optional::of));
    }

    /**
     * The person wants no more messages, or wants them again; said twice, it stays as it was said first. Refused as unknown when the person is,
     * or is forgotten.
     *
     * @return since when no message is wanted; null when they are
     */
    public Future<@Nullable Instant> refuseMessages(SqlConnection transaction, UUID ref, boolean refused, Instant now) {
        return transaction
                .preparedQuery(
                        "update person set messages_refused_at = case when $2 then coalesce(messages_refused_at, $3) end"
                                + " where ref = $1 and forgotten_at is null returning messages_refused_at")
                .execute(Tuple.of(ref, refused, time(now)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw Refusals.unknown();
                    }
                    OffsetDateTime since = rows.iterator().next().getOffsetDateTime(0);
                    return since == null ? null : since.toInstant();
                });
    }

    /** Everything that is kept of the person, for the person; the reading that this is stands in it too. */
    public Future<PersonFile> file(SqlConnection transaction, UUID ref, String who, Purpose purpose, Instant now) {
        return transaction
                .preparedQuery("select contact, kept_at, forgotten_at, messages_refused_at from person where ref = $1")
                .execute(Tuple.of(ref))
                .compose(rows -> {
                    for (Row row : rows) {
                        return opened(transaction, ref, who, purpose, now, row);
                    }
                    throw Refusals.unknown();
                });
    }

    /**
     * Forgets a person: destroys the key, then blanks the contact and the reasons of its corrections in the transaction. If
     * that is rolled back they are unreadable all the same, and forgetting again ends it.
     *
     * @return whether the person was known and not forgotten before
     */
    public Future<Boolean> forget(SqlConnection transaction, UUID ref, Instant now) {
        return transaction
                .preparedQuery("select ref from person where ref = $1 and forgotten_at is null for update")
                .execute(Tuple.of(ref))
                .compose(rows -> rows.size() == 0
                        ? Future.succeededFuture(false)
                        : keys.destroy(ref)
                                .compose(_ -> transaction
                                        .preparedQuery(
                                                "update person set contact = null, forgotten_at = $2 where ref = $1")
                                        .execute(Tuple.of(ref, time(now))))
                                .compose(_ -> transaction
                                        .preparedQuery("update person_reading set reason = null where ref = $1"
                                                + " and reason is not null")
                                        .execute(Tuple.of(ref)))
                                .map(_ -> true));
    }

    private Future<PersonFile> opened(
            SqlConnection transaction, UUID ref, String who, Purpose purpose, Instant now, Row row) {
        Buffer sealed = row.getBuffer(0);
        Instant kept = row.getOffsetDateTime(1).toInstant();
        OffsetDateTime forgotten = row.getOffsetDateTime(2);
        OffsetDateTime refused = row.getOffsetDateTime(3);
        Future<@Nullable SecretKey> finding = sealed == null ? Future.succeededFuture() : keys.find(ref);
        return finding.compose(key -> {
            Contact contact = key == null || sealed == null ? null : open(key, ref, sealed.getBytes());
            return note(transaction, ref, who, purpose, now, null)
                    .compose(_ -> readings(transaction, ref, key))
                    .map(readings -> new PersonFile(
                            ref,
                            contact,
                            kept,
                            forgotten == null ? null : forgotten.toInstant(),
                            refused == null ? null : refused.toInstant(),
                            readings));
        });
    }

    private static Future<?> note(
            SqlConnection transaction, UUID ref, String who, Purpose purpose, Instant now, @Nullable Buffer reason) {
        return transaction
                .preparedQuery("insert into person_reading(ref, who, purpose, read_at, reason)"
                        + " values ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(ref, who, purpose.name(), time(now), reason));
    }

    private static Future<List<PersonFile.Reading>> readings(
            SqlConnection transaction, UUID ref, @Nullable SecretKey key) {
        return transaction
                .preparedQuery("select who, purpose, read_at, reason from person_reading where ref = $1 order by id")
                .execute(Tuple.of(ref))
                .map(rows -> {
                    List<PersonFile.Reading> readings = new ArrayList<>();
                    for (Row row : rows) {
                        Buffer reason = row.getBuffer(3);
                        readings.add(new PersonFile.Reading(
                                row.getString(0),
                                Purpose.valueOf(row.getString(1)),
                                row.getOffsetDateTime(2).toInstant(),
                                key == null || reason == null
                                        ? null
                                        : new String(Sealing.open(key, reason.getBytes(), reasonOf(ref)), UTF_8)));
                    }
                    return readings;
                });
    }

    private static Refusal forgotten() {
        return Refusal.of(
                Refusal.Kind.UNKNOWN,
                "forgotten",
                "Cette personne a été oubliée : ses coordonnées n'existent plus.",
                "This person has been forgotten: the contact data no longer exists.");
    }

    private static Buffer seal(SecretKey key, UUID ref, Contact contact) {
        return Buffer.buffer(Sealing.seal(key, CONTACTS.write(contact).getBytes(UTF_8), place(ref)));
    }

    private static Contact open(SecretKey key, UUID ref, byte[] sealed) {
        String opened = new String(Sealing.open(key, sealed, place(ref)), UTF_8);
        try {
            return CONTACTS.read(CONTACT, opened);
        } catch (IllegalStateException broken) {
            // Its message may quote the contact.
            throw new IllegalStateException("the contact of " + ref + " cannot be read");
        }
    }

    /** Why a contact was corrected may tell of the person, and is sealed like the contact. */
    private static Buffer sealed(SecretKey key, UUID ref, ContactCorrection correction) {
        return Buffer.buffer(Sealing.seal(key, correction.reason().getBytes(UTF_8), reasonOf(ref)));
    }

    private static Sealing.Place reasonOf(UUID ref) {
        return new Sealing.Place("person_reading", "reason", ref);
    }

    private static Sealing.Place place(UUID ref) {
        return new Sealing.Place("person", "contact", ref);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
