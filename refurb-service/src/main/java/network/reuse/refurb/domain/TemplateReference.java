package network.reuse.refurb.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of its templates a workshop means.
 *
 * @param version null for the latest
 */
public record TemplateReference(UUID id, @Nullable Integer version) {}
