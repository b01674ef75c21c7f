// A worker of a team that trains networks.

import { joinTeam } from "weightlab/experiments";

joinTeam();
