package network.reuse.collection.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import network.reuse.collection.domain.SiteCorrection.Part;
import network.reuse.contracts.Environment;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.Territory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where an organisation has things fetched, and how it puts that right. */
class SiteTest {
    private static final UUID OWNER = new UUID(1, 1);
    private static final SiteContact CONTACT =
            new SiteContact("1 quai Sud", "Portail bas", "8 h à 16 h", "03 88 12 34 56", "accueil@example.org");

    @Test
    void whatIsNotNamedStaysAsItWas() {
        assertThat(correction(null, "2 quai Sud", null).of(CONTACT))
                .isEqualTo(new SiteContact(
                        "2 quai Sud", "Portail bas", "8 h à 16 h", "03 88 12 34 56", "accueil@example.org"));
        assertThat(correction(null, null, null, Part.ACCESS, Part.OPENING_HOURS).of(CONTACT))
                .isEqualTo(new SiteContact("1 quai Sud", null, null, "03 88 12 34 56", "accueil@example.org"));
    }

    @Test
    void aCorrectionNamesSomethingAndNothingBothWays() {
        assertThatThrownBy(() -> correction(null, null, null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused ->
                                assertThat(refused.faults().getFirst().code()).isEqualTo("nothing_to_correct"));
        assertThatThrownBy(() -> correction(null, null, "Portail haut", Part.ACCESS))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refused ->
                                assertThat(refused.faults().getFirst().code()).isEqualTo("both_named_and_removed"));
    }

    @Test
    void aDeletedSiteKeepsNeitherItsNameNorAnOwnerWhoMayChangeIt() {
        Site.Open open = new Site.Open(
                new SiteAttributes(
                        new UUID(5, 1), OWNER, new Territory("44", "67", "67482"), Environment.LIVE, "SITE-1"),
                "Dépôt");
        assertThat(open.owners()).containsExactly(OWNER);
        assertThat(open.correct(correction("Quai", null, null)).next())
                .isEqualTo(new Site.Open(open.attributes(), "Quai"));
        Site deleted = open.delete("Déménagement").next();
        assertThat(deleted).isEqualTo(new Site.Deleted(open.attributes(), "Déménagement"));
        assertThat(deleted.owners()).isEmpty();
    }

    @Test
    void howASiteIsReachedIsNeverPrinted() {
        assertThat(CONTACT.toString()).doesNotContain("quai", "accueil", "03 88");
        assertThat(correction(null, "2 quai Sud", null).toString()).doesNotContain("quai");
        assertThat(new PickupContact(new UUID(2, 1), new UUID(5, 1), "Dépôt", "67482", CONTACT).toString())
                .doesNotContain("quai", "accueil", "Dépôt");
    }

    private static SiteCorrection correction(
            @Nullable String name, @Nullable String street, @Nullable String access, Part... removed) {
        return new SiteCorrection(name, street, access, null, null, null, Set.of(removed));
    }
}
