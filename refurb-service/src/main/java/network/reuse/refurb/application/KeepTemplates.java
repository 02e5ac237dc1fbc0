package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Commit;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Refusals;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.ids.Ids;
import network.reuse.refurb.domain.Installation;
import network.reuse.refurb.domain.InstallationTemplate;
import network.reuse.refurb.domain.TemplateReference;
import network.reuse.refurb.persistence.InstallationTemplates;

/** A workshop says what it installs on devices, under a name; a version that was said stays. */
@ApplicationScoped
public class KeepTemplates {
    private final Commit commit;
    private final Reading reading;
    private final InstallationTemplates templates;

    public KeepTemplates(Commit commit, Reading reading, InstallationTemplates templates) {
        this.commit = commit;
        this.reading = reading;
        this.templates = templates;
    }

    /** What a template says. */
    public record Content(
            String name, String system, String systemVersion, List<String> languages, List<String> software) {
        public Content {
            languages = List.copyOf(languages);
            software = List.copyOf(software);
        }

        private boolean isThatOf(InstallationTemplate template) {
            return system.equals(template.system())
                    && systemVersion.equals(template.systemVersion())
                    && languages.equals(template.languages())
                    && software.equals(template.software());
        }
    }

    /** Adds a template, or a further version of the one of that name; refused when it would say the same. */
    public Uni<Answer> keep(Command command, Content content) {
        return commit.write(
                command,
                Unversioned.CREATES,
                (connection, _) -> templates.lock(connection, command.caller().organisation(), content.name()),
                before -> {
                    if (!before.isEmpty() && content.isThatOf(before.getFirst())) {
                        throw Refusal.invalid(
                                "/system",
                                "nothing_changed",
                                "La dernière version de ce modèle dit déjà cela.",
                                "The last version of this template says so already.");
                    }
                    InstallationTemplate next = new InstallationTemplate(
                            before.isEmpty() ? Ids.next() : before.getFirst().id(),
                            before.isEmpty() ? 1 : before.getFirst().version() + 1,
                            before.isEmpty()
                                    ? content.name()
                                    : before.getFirst().name(),
                            content.system(),
                            content.systemVersion(),
                            content.languages(),
                            content.software(),
                            command.now());
                    return Plan.answering(next).writing((connection, _) -> templates.add(connection, next));
                });
    }

    /** The latest version of each template of the caller's. */
    public Uni<List<InstallationTemplate>> latest(Caller caller) {
        return reading.inTransaction(caller, templates::latest);
    }

    /** Every version of one template, the latest first; refused as unknown when it is none of the caller's. */
    public Uni<List<InstallationTemplate>> versions(Caller caller, UUID id) {
        return reading.inTransaction(caller, connection -> templates.of(connection, List.of(id)))
                .map(all -> {
                    if (all.isEmpty()) {
                        throw Refusals.unknown();
                    }
                    return all;
                });
    }

    /** What is meant by these references; of what is none of the caller's templates there is nothing. */
    Uni<Map<TemplateReference, Installation>> find(Caller caller, Set<TemplateReference> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Set<UUID> ids = wanted.stream().map(TemplateReference::id).collect(Collectors.toSet());
        return reading.inTransaction(caller, connection -> templates.of(connection, ids))
                .map(all -> {
                    Map<TemplateReference, Installation> found = new HashMap<>();
                    for (TemplateReference one : wanted) {
                        all.stream()
                                .filter(template -> template.id().equals(one.id())
                                        && (one.version() == null || one.version() == template.version()))
                                .findFirst()
                                .ifPresent(template -> found.put(one, template.installation()));
                    }
                    return found;
                });
    }
}
