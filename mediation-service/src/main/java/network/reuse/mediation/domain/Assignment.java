package network.reuse.mediation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who holds a workshop, and with which rooms and machines, by the organiser's own references. It is the organiser's alone to read, so no
 * state and no event has it.
 */
public record Assignment(List<String> mediators, List<String> resources) {
    public Assignment {
        mediators = List.copyOf(mediators);
        resources = List.copyOf(resources);
    }

    /** Refuses what names somebody or something twice, whatever the case and the blanks are like. */
    public void requireDistinct() {
        Occupation.requireDistinct(mediators, "/mediatorRefs");
        Occupation.requireDistinct(resources, "/resourceRefs");
    }

    /** Each of them, for as long as the workshop lasts. */
    public List<Occupation> during(Instant from, Instant until) {
        List<Occupation> all = new ArrayList<>();
        for (String mediator : mediators) {
            all.add(new Occupation(Occupation.Kind.MEDIATOR, mediator, from, until));
        }
        for (String resource : resources) {
            all.add(new Occupation(Occupation.Kind.RESOURCE, resource, from, until));
        }
        return List.copyOf(all);
    }
}
