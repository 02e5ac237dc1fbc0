package network.reuse.defaults.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import network.reuse.defaults.keys.Fingerprints;
import network.reuse.defaults.keys.RootKey;
import network.reuse.defaults.people.Sealing.Place;

class PeopleTest {
    private static final UUID REF = new UUID(1, 2);
    private static final Place PLACE = new Place("person", "contact", REF);
    private static final RootKey ROOT = root((byte) 7);
    private static final Contact AMELIE =
            new Contact("Amélie", "L'Hélgouac'h-Œuvrard", 1987, "+33 6 12 34 56 78", "amelie@example.org");

    @Property(tries = 200)
    void whatWasSealedOpensAgain(@ForAll String text) {
        SecretKey key = Sealing.newKey();
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Sealing.open(key, Sealing.seal(key, plain, PLACE), PLACE)).isEqualTo(plain);
    }

    @Property(tries = 200)
    void oneChangedBitAnywhereIsNoticed(@ForAll int where) {
        SecretKey key = Sealing.newKey();
        byte[] sealed = Sealing.seal(key, "Amélie".getBytes(StandardCharsets.UTF_8), PLACE);
        int bit = Math.floorMod(where, sealed.length * 8);
        sealed[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThatThrownBy(() -> Sealing.open(key, sealed, PLACE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void itOpensAtNoOtherPersonColumnOrTable() {
        SecretKey key = Sealing.newKey();
        byte[] sealed = Sealing.seal(key, new byte[] {1, 2, 3}, PLACE);
        for (Place other : List.of(
                new Place("person", "contact", new UUID(1, 3)),
                new Place("person", "note", REF),
                new Place("booking", "contact", REF))) {
            assertThatThrownBy(() -> Sealing.open(key, sealed, other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void underAnotherKeyItIsNoise() {
        byte[] sealed = Sealing.seal(Sealing.newKey(), new byte[] {1, 2, 3}, PLACE);
        assertThatThrownBy(() -> Sealing.open(Sealing.newKey(), sealed, PLACE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sealing.open(Sealing.newKey(), new byte[5], PLACE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void twoSealingsOfTheSameShowNoLikeness() {
        SecretKey key = Sealing.newKey();
        assertThat(Sealing.seal(key, new byte[64], PLACE)).isNotEqualTo(Sealing.seal(key, new byte[64], PLACE));
    }

    @Example
    void aHouseholdIsRecognisedHoweverItIsWritten() {
        Household one = of("grand-est", AMELIE);
        assertThat(of("grand-est", new Contact("Paul", "LHELGOUACH OEUVRARD", 2004, "0033 (0)6.12.34.56.78", null))
                        .mark())
                .isNotNull()
                .isEqualTo(one.mark());
        assertThat(of("grand-est", new Contact(null, "Autre", null, "0612345678", null))
                        .near()
                        .keySet())
                .as("one phone, two family names: a human looks")
                .containsAnyElementsOf(one.near().keySet());
        assertThat(of("grand-est", new Contact("AMELIE", "lhelgouach oeuvrard", 1987, "07 00 00 00 00", null))
                        .near()
                        .keySet())
                .as("one full name and year, two phones: a human looks")
                .containsAnyElementsOf(one.near().keySet());
    }

    @Example
    void whoSharesNothingHasNoLikeness() {
        Household one = of("grand-est", AMELIE);
        Household other = of("grand-est", new Contact("Amélie", "Martin", 1988, "06 00 00 00 01", null));
        assertThat(other.mark()).isNotEqualTo(one.mark());
        assertThat(other.near()).doesNotContainKeys(one.near().keySet().toArray(String[]::new));
    }

    @Property(tries = 200)
    void twoGroupsNeverMatch(@ForAll String one, @ForAll String two) {
        Household here = of("a" + one, AMELIE);
        Household there = of("b" + two, AMELIE);
        assertThat(here.mark()).isNotEqualTo(there.mark());
        assertThat(here.near()).doesNotContainKeys(there.near().keySet().toArray(String[]::new));
        assertThat(new Households.Group(Households.groupKey(root((byte) 8), "a" + one), Identification.USUAL)
                        .of(AMELIE)
                        .mark())
                .as("another installation's secret")
                .isNotEqualTo(here.mark());
    }

    @Example
    void tooLittleIsNoHousehold() {
        assertThat(of("g", new Contact("Amélie", null, 1987, null, null)).mark())
                .isNull();
        assertThat(of("g", new Contact(null, "Martin", null, "112", null)).mark())
                .isNull();
        assertThat(of("g", new Contact(null, "  ", null, null, null)).near()).isEmpty();
    }

    @Example
    void namesAndPhonesAreNormalisedAsDocumented() {
        assertThat(IdentifyingField.letters("  L'Hélgouac'h-Œuvrard ")).isEqualTo("lhelgouachoeuvrard");
        assertThat(IdentifyingField.letters("ÖZTÜRK Straße")).isEqualTo("ozturkstrasse");
        assertThat(IdentifyingField.letters("Иванова")).isEqualTo("иванова");
        assertThat(IdentifyingField.phone("+33 6 12 34 56 78")).isEqualTo("0612345678");
        assertThat(IdentifyingField.phone("+33 (0)6 12 34 56 78")).isEqualTo("0612345678");
        assertThat(IdentifyingField.phone("06.12.34.56.78")).isEqualTo("0612345678");
        assertThat(IdentifyingField.phone("+32 470 12 34 56")).isEqualTo("32470123456");
        assertThat(IdentifyingField.phone("17")).isEmpty();
    }

    @Example
    void marksOfGroupsThatDeclareNothingStayWhatTheyWere() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(Households.groupKey(ROOT, "g"));
        Function<String, String> mark = identity ->
                Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(identity.getBytes(UTF_8)));
        String phone = mark.apply("1\u001fphone\u001f0612345678");
        String named = mark.apply("1\u001fnamed\u001flhelgouachoeuvrard\u001famelie\u001f1987");

        assertThat(of("g", AMELIE))
                .isEqualTo(new Household(
                        mark.apply("1\u001ffamily\u001flhelgouachoeuvrard\u001f0612345678"),
                        Map.of(phone, "PHONE", named, "FAMILY_NAME+GIVEN_NAME+BIRTH_YEAR")));
        assertThat(of("g", new Contact("Amélie", "L'Hélgouac'h-Œuvrard", 1987, null, null)))
                .isEqualTo(new Household(named, Map.of(named, "FAMILY_NAME+GIVEN_NAME+BIRTH_YEAR")));
    }

    @Example
    void aGroupIsIdentifiedByTheFieldsThatItDeclares() {
        Identification declared = new Identification(
                List.of(Set.of(IdentifyingField.EMAIL)),
                List.of(Set.of(IdentifyingField.FAMILY_NAME_CONSONANTS, IdentifyingField.GIVEN_NAME_INITIAL)));
        Household one = of("g", declared, new Contact("Yanis", "Ben Ali", null, null, "Famille@Example.org"));
        Household other =
                of("g", declared, new Contact("Yasmine", "Benali", 2015, "0612345678", " famille@example.org"));
        assertThat(other).isEqualTo(one);
        assertThat(one.mark()).isNotNull();
        assertThat(one.near()).containsValue("FAMILY_NAME_CONSONANTS+GIVEN_NAME_INITIAL");
        assertThat(of("g", declared, new Contact("Yanis", "Ben Ali", null, "0612345678", null))
                        .mark())
                .as("what it is identified by is not known")
                .isNull();
        assertThat(Identification.fields(Identification.named(declared.near().getFirst())))
                .isEqualTo(declared.near().getFirst());
    }

    /** However a name is written, its letters are the same, and its consonants are of these letters. */
    @Property(tries = 200)
    void aNameHasOneForm(
            @ForAll("names") String name,
            @ForAll boolean isUpper,
            @ForAll @CharRange(from = ' ', to = '/') char between) {
        String written = (isUpper ? name.toUpperCase(Locale.ROOT) : name).replace("-", " " + between);
        assertThat(IdentifyingField.letters(written)).isEqualTo(IdentifyingField.letters(name));
        assertThat(IdentifyingField.letters(IdentifyingField.letters(name))).isEqualTo(IdentifyingField.letters(name));
        assertThat(IdentifyingField.consonants(written)).isEqualTo(IdentifyingField.consonants(name));
        assertThat(IdentifyingField.letters(name))
                .contains(IdentifyingField.consonants(name).substring(0, 1));
        assertThat(Normalizer.normalize(written, Normalizer.Form.NFD))
                .satisfies(
                        apart -> assertThat(IdentifyingField.letters(apart)).isEqualTo(IdentifyingField.letters(name)));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                "Lefèvre", "Müller", "N'Diaye", "Œuvrard", "Ben-Ali", "Strauß", "Żółć", "Iaouï", "Mohammed");
    }

    @Example
    void manySpellingsHaveTheirConsonantsInCommon() {
        assertThat(IdentifyingField.consonants("Mohammed")).isEqualTo("mhmd");
        assertThat(IdentifyingField.consonants("Mouhamed")).isEqualTo("mhmd");
        assertThat(IdentifyingField.consonants("Aïe")).isEqualTo("aie");
        assertThat(IdentifyingField.consonants(null)).isEmpty();
    }

    @Example
    void nothingPersonalIsPrinted() {
        PersonFile file = new PersonFile(
                REF,
                AMELIE,
                Instant.EPOCH,
                null,
                null,
                List.of(new PersonFile.Reading("w", Purpose.ARRANGE, Instant.EPOCH, null)));
        for (Object printed : List.of(AMELIE, file, of("g", AMELIE), ROOT)) {
            assertThat(printed.toString())
                    .doesNotContain(
                            "Amélie",
                            "Œuvrard",
                            "1987",
                            "34 56",
                            "amelie@",
                            String.valueOf(of("g", AMELIE).mark()));
        }
    }

    @Example
    void anInvitationHasOneCodeThatTheSecretAloneGives() {
        InvitationCodes codes = codes((byte) 1);
        assertThat(codes.of(REF))
                .hasSize(22)
                .matches("[A-Za-z0-9_-]+")
                .isEqualTo(codes((byte) 1).of(REF));
        assertThat(codes.of(new UUID(1, 3))).isNotEqualTo(codes.of(REF));
        assertThat(codes((byte) 2).of(REF)).isNotEqualTo(codes.of(REF));
        assertThat(InvitationCodes.hash(codes.of(REF))).doesNotContain(codes.of(REF));
    }

    @Example
    void aFingerprintIsKeyedWherePeopleAreKept() throws GeneralSecurityException {
        byte[] path = {1, 2};
        byte[] body = {3};
        String plain = new Fingerprints(Optional.empty()).of(path, body);
        assertThat(plain)
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(new byte[] {1, 2, 3})));
        Fingerprints keyed = new Fingerprints(Optional.of(base64((byte) 1)));
        assertThat(keyed.of(path, body)).isEqualTo(keyed.of(path, body)).isNotEqualTo(plain);
        assertThat(new Fingerprints(Optional.of(base64((byte) 2))).of(path, body))
                .isNotEqualTo(keyed.of(path, body));
    }

    @Example
    void aSecretThatIsNoneIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> RootKey.of("REUSE_PEOPLE_KEY", "not base64!"))
                .hasMessageContaining("REUSE_PEOPLE_KEY")
                .hasMessageNotContaining("not base64!");
        assertThatThrownBy(() -> RootKey.of("REUSE_PEOPLE_KEY", "c2hvcnQ="))
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
    }

    private static Household of(String group, Contact contact) {
        return of(group, Identification.USUAL, contact);
    }

    private static Household of(String group, Identification identification, Contact contact) {
        return new Households.Group(Households.groupKey(ROOT, group), identification).of(contact);
    }

    private static InvitationCodes codes(byte fill) {
        return new InvitationCodes(base64(fill));
    }

    private static RootKey root(byte fill) {
        return RootKey.of("test", base64(fill));
    }

    private static String base64(byte fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
