package network.reuse.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.reuse.local.ServiceCommand;
import network.reuse.servers.Service;

/**
 * A service as a pod of a cluster has it: its image read-only, without capabilities, within its memory. It shares this machine's network,
 * where its servers are.
 *
 * @param label what containers are found by afterwards
 * @param key a copy of the operator's key that the image's user may read
 */
record ContainerCommand(String version, String label, String memory, Path key) implements ServiceCommand {

    @Override
    public List<String> of(Service service, String process, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(
                "docker",
                "run",
                "--rm",
                "--name",
                label + "-" + process,
                "--network",
                "host",
                "--read-only",
                "--tmpfs",
                "/tmp:exec,size=128m",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--memory",
                memory,
                "--memory-swap",
                memory,
                "--volume",
                key + ":/etc/reuse/operator/key:ro"));
        environment.keySet().stream()
                .filter(name -> !name.equals("REUSE_OPERATOR_KEY_FILE"))
                .forEach(name -> command.addAll(List.of("--env", name)));
        command.addAll(List.of("--env", "REUSE_OPERATOR_KEY_FILE=/etc/reuse/operator/key"));
        command.add("reuse/" + service.name() + ":" + version);
        return command;
    }

    /** What the process of a container holds in memory, in MiB, without the pages of files, which the kernel takes back. */
    long resident(String process) {
        String pid = Command.output(List.of("docker", "inspect", "--format", "{{.State.Pid}}", label + "-" + process));
        return Command.output(List.of("cat", "/proc/" + pid.strip() + "/status"))
                .lines()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
