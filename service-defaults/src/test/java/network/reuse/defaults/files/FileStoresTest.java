package network.reuse.defaults.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** Where files are kept, by the settings. */
class FileStoresTest {
    @Test
    void outsideDevelopmentAFolderThatNobodyChoseIsNoPlaceForFiles() {
        FileSettings unset = settings(".reuse/files/refurb");
        FileSettings chosen = settings("/var/lib/reuse/files");
        Vertx vertx = Vertx.vertx();
        try {
            FileStores stores = new FileStores();

            assertThatThrownBy(() -> stores.store(vertx, unset, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("set reuse.files.store=s3")
                    .hasMessageContaining("reuse.files.folder");
            assertThat(stores.store(vertx, unset, true)).isInstanceOf(FolderStore.class);
            assertThat(stores.store(vertx, chosen, false)).isInstanceOf(FolderStore.class);
        } finally {
            var _ = vertx.close();
        }
    }

    static FileSettings settings(String folder) {
        return new SmallRyeConfigBuilder()
                .withMapping(FileSettings.class)
                .withDefaultValue("reuse.files.store", "folder")
                .withDefaultValue("reuse.files.folder", folder)
                .withDefaultValue("reuse.files.sweep-every", "PT6H")
                .withDefaultValue("reuse.files.check-every", "PT15M")
                .withDefaultValue("reuse.files.s3.region", "eu-west-3")
                .withDefaultValue("reuse.files.s3.prefix", "refurb/")
                .build()
                .getConfigMapping(FileSettings.class);
    }
}
