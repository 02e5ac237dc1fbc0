package network.reuse.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Supplier;
import network.reuse.local.Partner.Reply;
import org.jspecify.annotations.Nullable;

/** The ways in which an operation keeps to itself what is not its caller's. */
final class Walls {
    private Walls() {}

    /** An operation called on something that exists: its path with query, what its ETag is read from, and a body. */
    record Call(String path, @Nullable String object, String body) {}

    /** What the other organisation, which has the role, may get to see. */
    interface Wall {
        void holds(Reply other, Call call);
    }

    /** An operation as its owner calls it, and an organisation with the same role that it is closed to. */
    record Walled(String owner, String other, Supplier<Call> call, Wall wall) {}

    /** Something of the owner's, read or moved at its own address. */
    static Walled on(String owner, String other, Supplier<String> object, String move, String body) {
        return new Walled(
                owner,
                other,
                () -> {
                    String path = object.get();
                    return new Call(path + move, path, body);
                },
                Walls::refused);
    }

    static void refused(Reply other, Call call) {
        problem("another organisation at " + call.path(), other, Set.of(403, 404));
    }

    /** It names what is the owner's in a body, which is as if there were nothing by that name. */
    static void invalid(Reply other, Call call) {
        problem("another organisation at " + call.path(), other, Set.of(422));
    }

    static void leftOut(Reply other, Call call) {
        assertThat(other.expect(200).http().body())
                .as("the other's page of %s", call.path())
                .doesNotContain(Stock.id(String.valueOf(call.object())));
    }

    static void foundNothing(Reply other, Call call) {
        assertThat(other.expect(200).body())
                .as("the other's list of %s", call.path())
                .isEmpty();
    }

    /** It is there for everybody in the network: what has to hold is that strangers do not see it. */
    static void common(Reply other, Call call) {
        assertThat(other.status()).as("at %s: %s", call.path(), other.body()).isEqualTo(200);
    }

    /** One row, rejected without a word about what it names. */
    static Wall rejected(String done) {
        return (other, call) -> {
            JsonNode report = other.expect(200).body();
            assertThat(report.path(done).isInt()).as("%s of %s", done, report).isTrue();
            assertThat(report.path(done).asInt()).as("%s", report).isZero();
            assertThat(report.path("rejected").asInt()).as("%s", report).isOne();
            JsonNode code = report.path("rows").path(0).path("code");
            assertThat(code.isMissingNode() || code.isNull())
                    .as("%s at %s", report, call.path())
                    .isTrue();
        };
    }

    /** The other makes its own, in its own name, and learns nothing of the owner's; a reference is its maker's as well. */
    static Wall madeItsOwn(String field, String maker, String owner) {
        return (other, call) -> {
            if (other.status() == 409) {
                assertThat(other.body().path("code").asText())
                        .as("at %s", call.path())
                        .isEqualTo("already_exists");
            } else {
                assertThat(other.expect(201).body().path(field).asText()).isEqualTo(maker);
            }
            assertThat(other.http().body()).doesNotContain(owner);
        };
    }

    static void problem(String what, Reply reply, Set<Integer> statuses) {
        assertThat(statuses).as("%s: %s", what, reply.http().body()).contains(reply.status());
        assertThat(reply.http().headers().firstValue("content-type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
        assertThat(reply.body().path("status").asInt()).as(what).isEqualTo(reply.status());
        assertThat(reply.body().path("code").asText()).as(what).isNotBlank();
        assertThat(reply.body().path("messages").path("fr").asText()).as(what).isNotBlank();
        assertThat(reply.body().path("messages").path("en").asText()).as(what).isNotBlank();
    }
}
