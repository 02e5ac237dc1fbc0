package network.reuse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GeographyTest {

    @Test
    void region_44_is_grand_est_and_has_its_ten_departments() {
        assertThat(Geography.regions()).containsEntry("44", "Grand Est");
        assertThat(Geography.departmentsOf("44"))
                .containsExactly("08", "10", "51", "52", "54", "55", "57", "67", "68", "88");
    }

    @Test
    void department_44_lies_in_region_52_and_is_not_region_44() {
        assertThat(Geography.departments()).containsEntry("44", "Loire-Atlantique");
        assertThat(Geography.regionOf("44")).contains("52");
        assertThat(Geography.departmentsOf("52")).contains("44");
        assertThat(Geography.departmentsOf("44")).doesNotContain("44");
    }

    @Test
    void nantes_lies_in_department_44_and_region_52() {
        assertThat(Geography.communeName("44109")).contains("Nantes");
        assertThat(Geography.territoryOfCommune("44109")).contains(new Territory("52", "44", "44109"));
    }

    @Test
    void strasbourg_lies_in_department_67_and_region_44() {
        assertThat(Geography.communeName("67482")).contains("Strasbourg");
        assertThat(Geography.territoryOfCommune("67482")).contains(new Territory("44", "67", "67482"));
    }

    @Test
    void corsica_and_overseas_keep_their_letters_and_three_digits() {
        assertThat(Geography.territoryOfCommune("2A004")).contains(new Territory("94", "2A", "2A004"));
        assertThat(Geography.territoryOfCommune("97411")).contains(new Territory("04", "974", "97411"));
    }

    @Test
    void an_arrondissement_counts_for_its_commune() {
        assertThat(Geography.territoryOfCommune("69381")).contains(new Territory("84", "69", "69123"));
    }

    @Test
    void the_first_and_the_last_commune_are_found() {
        assertThat(Geography.communeName("01001")).contains("L'Abergement-Clémenciat");
        assertThat(Geography.communeName("98901")).contains("Île de Clipperton");
    }

    @Test
    void what_is_no_commune_is_not_found() {
        for (String code : new String[] {"", "67", "6748", "674820", "67482 ", "00000", "99999", "é7482"}) {
            assertThat(Geography.isCommune(code)).as(code).isFalse();
            assertThat(Geography.territoryOfCommune(code)).as(code).isEmpty();
        }
    }

    @Test
    void region_and_department_are_separate_questions() {
        assertThat(Geography.isRegion("67")).isFalse();
        assertThat(Geography.isDepartment("67")).isTrue();
        assertThat(Geography.isRegion("93")).isTrue();
        assertThat(Geography.isDepartment("93")).isTrue();
    }
}
