package network.reuse.mediation.domain;

import java.util.List;

/** What a place does, for whom and how, in the words of the national files. */
public record PlaceOffer(
        List<DigitalService> services,
        List<Audience> audiences,
        List<SpecialCare> care,
        List<Fee> fees,
        List<NationalProgramme> programmes,
        List<TrainingLabel> labels,
        List<String> otherLabels,
        List<AccessMode> access,
        List<SupportMode> support) {
    public PlaceOffer {
        services = List.copyOf(services);
        audiences = List.copyOf(audiences);
        care = List.copyOf(care);
        fees = List.copyOf(fees);
        programmes = List.copyOf(programmes);
        labels = List.copyOf(labels);
        otherLabels = List.copyOf(otherLabels);
        access = List.copyOf(access);
        support = List.copyOf(support);
    }
}
