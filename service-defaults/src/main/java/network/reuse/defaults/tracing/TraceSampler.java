package network.reuse.defaults.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import network.reuse.defaults.logging.WithoutCredentials;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides of each span, when it begins, whether it is kept: as the one was that it follows, wherever that is, and of those that
 * follow none as many as configured. None is kept, nor what follows it, whose path or address holds a credential.
 */
@Singleton
public class TraceSampler implements Sampler {
    private final double ratio;
    private final Sampler following;
    private final boolean callersDecide;

    public TraceSampler(
            @ConfigProperty(name = "reuse.tracing.ratio") double ratio,
            @ConfigProperty(name = "reuse.tracing.callers-decide") boolean callersDecide) {
        this.ratio = ratio;
        this.following = Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
        this.callersDecide = callersDecide;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SamplingResult decided = kind == SpanKind.SERVER && !callersDecide
                ? drawn()
                : following.shouldSample(parent, traceId, name, kind, attributes, links);
        // Almost all are dropped: only what would be kept is read for credentials.
        return decided.getDecision() != SamplingDecision.DROP && quotesCredential(attributes)
                ? SamplingResult.drop()
                : decided;
    }

    /** The trace's id is the caller's as well: drawn by it, whoever chooses ids would choose what is kept. */
    private SamplingResult drawn() {
        return ThreadLocalRandom.current().nextDouble() < ratio
                ? SamplingResult.recordAndSample()
                : SamplingResult.drop();
    }

    private static boolean quotesCredential(Attributes attributes) {
        return attributes.asMap().values().stream()
                .anyMatch(value -> value instanceof String text && WithoutCredentials.holdsOne(text));
    }

    @Override
    public String getDescription() {
        return "TraceSampler{" + following.getDescription() + ", callersDecide=" + callersDecide + "}";
    }
}
