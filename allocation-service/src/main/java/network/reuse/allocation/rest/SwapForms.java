package network.reuse.allocation.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import network.reuse.allocation.application.pack.SwapDevices.Swap;
import network.reuse.defaults.text.NoContact;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of swaps at the counter. */
final class SwapForms {
    private SwapForms() {}

    /** A device of a pack and the one that takes its place. */
    public record DeviceSwap(
            @NotBlank @Size(max = 36) @Schema(
                    description =
                            "L'appareil du pack, par identifiant ou code. / The device of the pack, by its id or code.",
                    examples = "D-7Q4K2M")
            String former,

            @NotBlank @Size(max = 36) @Schema(
                    description =
                            "Celui qui prend sa place, par identifiant ou code. / The one that takes its place, by its id or code.",
                    examples = "D-8R5L3N")
            String device,

            @Schema(
                    description =
                            "Si celui du pack est remplacé pour une panne (« reason ») : il n'est plus réservé tant que vous ne le dites pas en état (…/soundness) ; non s'il manque. / Whether the one of the pack is replaced for a fault (\"reason\"): it is not reserved until you state it sound (…/soundness); false when absent.",
                    examples = "true")
            @Nullable Boolean faulty) {}

    /** Devices that are swapped, and why. */
    public record DeviceSwaps(
            @NotEmpty @Size(max = 120) List<@Valid @NotNull DeviceSwap> swaps,

            @NotBlank @Size(max = 500) @NoContact @Schema(description = NoContact.DESCRIPTION, examples = "Écran rayé")
            String reason,

            @Nullable Instant occurredAt) {
        List<Swap> asked() {
            return swaps.stream()
                    .map(swap -> new Swap(swap.former(), swap.device(), Boolean.TRUE.equals(swap.faulty())))
                    .toList();
        }
    }
}
