package network.reuse.allocation.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a funder gives besides money, such as a hall or the hours of its staff; on no account.
 *
 * @param valueCents what its giver says it is worth; null when it does not say
 */
public record InKind(String what, @Nullable Long valueCents, LocalDate on) {}
