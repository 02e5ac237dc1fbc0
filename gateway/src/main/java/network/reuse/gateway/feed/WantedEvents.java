package network.reuse.gateway.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.reuse.contracts.Publisher;
import network.reuse.contracts.Refusal;
import network.reuse.gateway.targets.Regions;
import org.jspecify.annotations.Nullable;

/**
 * Which events somebody wants to read.
 *
 * @param types published names; none for all
 * @param sources services all of whose events are wanted, beside those of {@code types}
 * @param region INSEE code of a region; null for all
 * @param subject what they are about; null for whatever it is
 */
public record WantedEvents(
        List<String> types,
        List<String> sources,
        @Nullable String region,
        @Nullable Subject subject) {
    private static final Map<String, Set<String>> KNOWN = Publisher.ALL.stream()
            .filter(publisher -> !publisher.equals(Publisher.ORGANISATIONS))
            .collect(Collectors.toUnmodifiableMap(
                    Publisher::source, publisher -> publisher.codec().types().keySet()));
    private static final String ALL_OF = ".*";
    private static final Pattern SUBJECT =
            Pattern.compile("([a-z-]{1,40})/([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})");

    /** A stream, as CloudEvents name it: {@code device/0198…}. */
    public record Subject(String type, UUID id) {
        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    /** As parameters of a query say it, types with commas between them. */
    static WantedEvents of(@Nullable String types, @Nullable String region, @Nullable String subject) {
        return of(types == null ? List.of() : List.of(types.split(",", -1)), _ -> "/types", region, subject);
    }

    /** As a body says it, with types in a list. */
    public static WantedEvents listed(List<String> types, @Nullable String region, @Nullable String subject) {
        return of(types, i -> "/types/" + i, region, subject);
    }

    private static WantedEvents of(
            List<String> types, IntFunction<String> pointer, @Nullable String region, @Nullable String subject) {
        List<String> exact = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String type = types.get(i).strip();
            if (type.endsWith(ALL_OF) && KNOWN.containsKey(type.substring(0, type.length() - ALL_OF.length()))) {
                sources.add(type.substring(0, type.length() - ALL_OF.length()));
            } else if (KNOWN.values().stream().anyMatch(known -> known.contains(type))) {
                exact.add(type);
            } else {
                throw unknownType(pointer.apply(i), type);
            }
        }
        return new WantedEvents(
                List.copyOf(exact),
                List.copyOf(sources),
                region == null ? null : Regions.checked(region),
                subject == null ? null : subject(subject));
    }

    /** The types as they are asked for, those of whole services at the end. */
    public List<String> names() {
        return Stream.concat(types.stream(), sources.stream().map(source -> source + ALL_OF))
                .toList();
    }

    /** Whether every event is wanted. */
    public boolean isAll() {
        return types.isEmpty() && sources.isEmpty() && region == null && subject == null;
    }

    /** Names what that service publishes, or else the services. */
    private static Refusal unknownType(String pointer, String type) {
        int dot = type.indexOf('.');
        Set<String> of = KNOWN.get(dot < 0 ? type : type.substring(0, dot));
        List<String> known = (of == null ? KNOWN.keySet().stream().map(source -> source + ALL_OF) : of.stream())
                .sorted()
                .toList();
        return Refusal.invalid(List.of(new Refusal.Fault(
                pointer,
                "unknown_event_type",
                "Aucun événement ne porte ce type ; « extensions.known » donne ceux qui existent.",
                "No event has this type; \"extensions.known\" lists those that there are.",
                Map.of("known", known))));
    }

    private static Subject subject(String text) {
        Matcher parts = SUBJECT.matcher(text);
        if (!parts.matches()) {
            throw Refusal.invalid(
                    "/subject",
                    "not_a_subject",
                    "« subject » est le sujet d'un événement, par exemple device/01980000-0000-7000-8000-000000000001.",
                    "\"subject\" is an event's subject, such as device/01980000-0000-7000-8000-000000000001.");
        }
        return new Subject(parts.group(1), UUID.fromString(parts.group(2)));
    }
}
