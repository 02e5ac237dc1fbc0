package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** When an aggregate was created and when it changed, as an answer says it. */
public record Dated(Instant createdAt, Instant changedAt) {

    /** What this answer says. */
    public static Dated in(ValidatableResponse answer) {
        return new Dated(
                Instant.parse(answer.extract().path("createdAt")),
                Instant.parse(answer.extract().path("changedAt")));
    }

    /** Holds an answer to the same dates: nothing has changed. */
    public void kept(ValidatableResponse answer) {
        assertThat(in(answer)).isEqualTo(this);
    }

    /** Holds an answer to those of a later version, and gives them. */
    public Dated moved(ValidatableResponse answer) {
        Dated later = in(answer);
        assertThat(later.createdAt()).isEqualTo(createdAt);
        assertThat(later.changedAt()).isAfter(changedAt);
        return later;
    }

    /** Holds a list of what changed since a time to these dates: the aggregate is there since then, and no later. */
    public void listed(Function<Instant, ValidatableResponse> changedSince, String id) {
        changedSince.apply(changedAt).body("id", hasItem(id));
        changedSince.apply(changedAt.plus(1, ChronoUnit.MICROS)).body("id", not(hasItem(id)));
    }
}
