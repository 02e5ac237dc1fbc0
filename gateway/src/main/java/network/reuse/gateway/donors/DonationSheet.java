package network.reuse.gateway.donors;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import network.reuse.contracts.DeviceCategory;
import network.reuse.contracts.Quantity;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Nature, quantities and dates of what a donor gave, and who both sides are: what form 16216*02 (2041-MEC-SD, CGI art. 238 bis) asks for
 * beside the value. The value is the donor's responsibility alone; there is none here, ever.
 *
 * @param year the year of the gifts; absent where one lot is asked for
 * @param note whose responsibility the value is
 */
public record DonationSheet(
        Party donor, @Schema(examples = "2026") @Nullable Integer year, List<Gift> gifts, String note) {
    /** Says that there is no value, and whose responsibility it is. */
    static final String FRENCH_NOTE =
            "Ce document décrit des biens et leurs quantités. Il ne contient aucune valeur : la valorisation du don relève de la seule"
                    + " responsabilité du donateur.";

    static final String ENGLISH_NOTE =
            "This document describes goods and their quantities. It contains no value: putting a value on the gift is the donor's"
                    + " responsibility alone.";

    public DonationSheet {
        gifts = List.copyOf(gifts);
    }

    /**
     * A lot that left the donor.
     *
     * @param recipient who took it
     * @param quantities what left, by every count
     * @param goods those that are registered one by one, alike ones together
     */
    public record Gift(
            UUID lotId,
            @Schema(examples = "L-3F9K2A") @Nullable String code,
            Party recipient,
            LocalDate givenOn,
            Instant givenAt,
            List<Quantity> quantities,
            List<Goods> goods) {
        public Gift {
            quantities = List.copyOf(quantities);
            goods = List.copyOf(goods);
        }
    }

    /** Goods of one kind. */
    public record Goods(
            @Schema(examples = "LAPTOP") DeviceCategory category,
            @Schema(examples = "Lenovo") @Nullable String manufacturer,
            @Schema(examples = "ThinkPad T480") @Nullable String model,
            @Schema(examples = "12") int quantity,
            List<String> serialNumbers) {
        public Goods {
            serialNumbers = List.copyOf(serialNumbers);
        }
    }
}
