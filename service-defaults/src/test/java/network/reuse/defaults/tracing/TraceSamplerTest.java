package network.reuse.defaults.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceSamplerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CODE = "kQ7-x_PZ9aLm2bCdEfGh0w";

    @Test
    void whatFollowsASpanIsKeptAsThatOneIs() {
        TraceSampler service = new TraceSampler(0, true);
        for (SpanKind kind : SpanKind.values()) {
            assertThat(kept(service, following(TraceFlags.getSampled()), kind, Attributes.empty()))
                    .isTrue();
            assertThat(kept(new TraceSampler(1, true), following(TraceFlags.getDefault()), kind, Attributes.empty()))
                    .isFalse();
            assertThat(kept(service, Context.root(), kind, Attributes.empty())).isFalse();
        }
    }

    @Test
    void whereCallersDoNotDecideTheirCallsAreKeptAsIfTheyBegan() {
        TraceSampler edge = new TraceSampler(0, false);
        Context asked = following(TraceFlags.getSampled());
        assertThat(kept(edge, asked, SpanKind.SERVER, Attributes.empty())).isFalse();
        assertThat(kept(edge, asked, SpanKind.CONSUMER, Attributes.empty())).isTrue();
        assertThat(kept(edge, asked, SpanKind.CLIENT, Attributes.empty())).isTrue();
        TraceSampler half = new TraceSampler(0.5, false);
        assertThat(Stream.generate(() -> kept(half, asked, SpanKind.SERVER, Attributes.empty()))
                        .limit(200))
                .as("of one trace's id, again and again")
                .contains(true, false);
    }

    @Test
    void noSpanThatQuotesACredentialIsKept() {
        TraceSampler all = new TraceSampler(1, true);
        for (String path : List.of(
                "/invitations/" + CODE,
                "/v1/mediation/invitations/" + CODE + "/booking",
                "/v1/mediation/%69nvitations/" + CODE,
                "http://127.0.0.1:8084/v1/mediation/invitations/" + CODE)) {
            for (String attribute : List.of("url.path", "url.full")) {
                Attributes quoted = Attributes.of(AttributeKey.stringKey(attribute), path);
                assertThat(kept(all, following(TraceFlags.getSampled()), SpanKind.SERVER, quoted))
                        .as(path)
                        .isFalse();
                assertThat(kept(all, Context.root(), SpanKind.CLIENT, quoted))
                        .as(path)
                        .isFalse();
            }
        }
        Attributes plain = Attributes.of(AttributeKey.stringKey("url.path"), "/v1/mediation/workshops");
        assertThat(kept(all, Context.root(), SpanKind.SERVER, plain)).isTrue();
    }

    private static boolean kept(TraceSampler sampler, Context parent, SpanKind kind, Attributes attributes) {
        return sampler.shouldSample(parent, TRACE, "any", kind, attributes, List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
    }

    private static Context following(TraceFlags flags) {
        return Context.root()
                .with(Span.wrap(
                        SpanContext.createFromRemoteParent(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault())));
    }
}
