package network.reuse.gateway.progress;

import network.reuse.contracts.DeviceCategory;

/** What is counted apart: a stage of a category in a department. */
record Cell(String region, String department, Stage stage, DeviceCategory category) {}
