package network.reuse.allocation.application.funding;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import network.reuse.allocation.domain.CoFinancing;
import network.reuse.allocation.domain.FundingEnvelope;
import network.reuse.allocation.persistence.FundingEnvelopes.Standing;

/** What envelopes have available as packs or deliverables are set aside out of them one after the other. */
public final class Drawing {
    private final Map<UUID, FundingEnvelope> envelopes = new HashMap<>();
    private final Map<UUID, Long> available = new HashMap<>();

    private Drawing() {}

    /** What these have as they stand. */
    public static Drawing on(List<Standing> standings) {
        Drawing drawing = new Drawing();
        for (Standing standing : standings) {
            UUID id = standing.envelope().id();
            drawing.envelopes.put(id, standing.envelope().state());
            drawing.available.put(id, standing.balance().available());
        }
        return drawing;
    }

    /** Refuses what one item of this plan needs on that day, and names the first envelope that cannot give it. */
    public void require(CoFinancing plan, LocalDate day) {
        for (CoFinancing.Share share : plan.shares()) {
            Objects.requireNonNull(envelopes.get(share.envelopeId()), "a plan draws on envelopes that its sponsor sees")
                    .requireCommittable(share.cents(), left(share.envelopeId()), day);
        }
    }

    /** One item of this plan is set aside. */
    public void draw(CoFinancing plan) {
        for (CoFinancing.Share share : plan.shares()) {
            available.put(share.envelopeId(), left(share.envelopeId()) - share.cents());
        }
    }

    private long left(UUID envelopeId) {
        return Objects.requireNonNullElse(available.get(envelopeId), 0L);
    }
}
