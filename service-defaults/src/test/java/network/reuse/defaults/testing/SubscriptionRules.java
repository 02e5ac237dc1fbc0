package network.reuse.defaults.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import network.reuse.contracts.Subscription;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A service listens to what the contracts say that it subscribes to. */
public final class SubscriptionRules {
    private SubscriptionRules() {}

    @ArchTest
    static void a_service_listens_on_the_channel_of_each_subscription_and_on_no_other(JavaClasses classes) {
        List<String> listened = new ArrayList<>();
        Set<String> services = new TreeSet<>();
        for (JavaClass one : classes) {
            services.add(one.getPackageName().split("\\.", -1)[2]);
            one.getMethods().stream()
                    .filter(method -> method.isAnnotatedWith(Incoming.class))
                    .forEach(method -> listened.add(
                            method.getAnnotationOfType(Incoming.class).value()));
        }
        assertThat(services).hasSize(1);
        assertThat(listened)
                .containsExactlyInAnyOrderElementsOf(
                        Subscription.of(services.iterator().next()).stream()
                                .map(Subscription::channel)
                                .collect(Collectors.toList()));
    }
}
