package network.reuse.collection.domain;

import java.time.LocalDate;
import network.reuse.contracts.SupplyCondition;
import org.jspecify.annotations.Nullable;

/**
 * How equipment was bought, as its invoice says.
 *
 * @param supplierName null where the register names the supplier
 * @param siret the supplier's establishment; null in the same case
 */
public record Purchase(
        SupplyCondition condition,
        @Nullable String supplierName,
        @Nullable String siret,
        String invoiceRef,
        LocalDate invoicedOn) {}
