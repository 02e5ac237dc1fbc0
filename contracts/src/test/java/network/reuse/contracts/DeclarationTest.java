package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is declared is listed, and no two publishers or subscriptions are taken for each other. */
class DeclarationTest {

    @Test
    void every_publisher_and_every_subscription_that_is_declared_is_listed() throws IllegalAccessException {
        assertThat(constants(Publisher.class, Publisher.class)).containsExactlyElementsOf(List.copyOf(Publisher.ALL));
        assertThat(constants(Subscription.class, Subscription.class))
                .containsExactlyElementsOf(List.copyOf(Subscription.ALL));
    }

    @Test
    void every_role_that_is_declared_is_listed() throws IllegalAccessException {
        assertThat(constants(Roles.class, String.class)).containsExactlyElementsOf(List.copyOf(Roles.ALL));
    }

    @Test
    void every_channel_is_a_subscriptions() throws IllegalAccessException {
        assertThat(Subscription.ALL.stream().<Object>map(Subscription::channel).distinct())
                .containsExactlyInAnyOrderElementsOf(constants(Channels.class, String.class));
    }

    @Test
    void a_services_groups_differ_and_it_keeps_each_consumers_checkpoints_apart() {
        assertThat(Subscription.ALL.stream().map(Subscription::group)).doesNotHaveDuplicates();
        assertThat(Subscription.ALL.stream().map(one -> one.service() + "/" + one.consumer()))
                .doesNotHaveDuplicates();
    }

    @Test
    void nobody_subscribes_to_streams_that_the_publisher_does_not_have() {
        assertThat(Publisher.COLLECTION.streamTypes()).containsExactlyInAnyOrder("lot", "device", "goods");
        assertThatThrownBy(() -> new Subscription<>("refurb", Publisher.COLLECTION, "packs", Set.of("pack")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refurb asks for [pack]");
    }

    private static List<Object> constants(Class<?> owner, Class<?> type) throws IllegalAccessException {
        List<Object> constants = new ArrayList<>();
        for (Field field : owner.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && type.isInstance(field.get(null))) {
                constants.add(field.get(null));
            }
        }
        return constants;
    }
}
