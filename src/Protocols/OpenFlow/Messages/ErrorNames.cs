namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>The error codes of OpenFlow 1.3.5 §7.4.4, in the order of their numbers, and those of ONF bundles.</summary>
internal static class ErrorNames
{
    private const uint Onf = 0x4f4e_4600;
    private const int FirstBundleCode = 2300;

    private static readonly (string Type, string Prefix, string[] Codes)[] Types =
    [
        ("HELLO_FAILED", "OFPHFC_", ["INCOMPATIBLE", "EPERM"]),
        ("BAD_REQUEST", "OFPBRC_",
            ["BAD_VERSION", "BAD_TYPE", "BAD_MULTIPART", "BAD_EXPERIMENTER", "BAD_EXP_TYPE", "EPERM", "BAD_LEN", "BUFFER_EMPTY",
            "BUFFER_UNKNOWN", "BAD_TABLE_ID", "IS_SLAVE", "BAD_PORT", "BAD_PACKET", "MULTIPART_BUFFER_OVERFLOW"]),
        ("BAD_ACTION", "OFPBAC_",
            ["BAD_TYPE", "BAD_LEN", "BAD_EXPERIMENTER", "BAD_EXP_TYPE", "BAD_OUT_PORT", "BAD_ARGUMENT", "EPERM", "TOO_MANY",
            "BAD_QUEUE", "BAD_OUT_GROUP", "MATCH_INCONSISTENT", "UNSUPPORTED_ORDER", "BAD_TAG", "BAD_SET_TYPE", "BAD_SET_LEN",
            "BAD_SET_ARGUMENT"]),
        ("BAD_INSTRUCTION", "OFPBIC_",
            ["UNKNOWN_INST", "UNSUP_INST", "BAD_TABLE_ID", "UNSUP_METADATA", "UNSUP_METADATA_MASK", "BAD_EXPERIMENTER",
            "BAD_EXP_TYPE", "BAD_LEN", "EPERM"]),
        ("BAD_MATCH", "OFPBMC_",
            ["BAD_TYPE", "BAD_LEN", "BAD_TAG", "BAD_DL_ADDR_MASK", "BAD_NW_ADDR_MASK", "BAD_WILDCARDS", "BAD_FIELD", "BAD_VALUE",
            "BAD_MASK", "BAD_PREREQ", "DUP_FIELD", "EPERM"]),
        ("FLOW_MOD_FAILED", "OFPFMFC_",
            ["UNKNOWN", "TABLE_FULL", "BAD_TABLE_ID", "OVERLAP", "EPERM", "BAD_TIMEOUT", "BAD_COMMAND", "BAD_FLAGS"]),
        ("GROUP_MOD_FAILED", "OFPGMFC_",
            ["GROUP_EXISTS", "INVALID_GROUP", "WEIGHT_UNSUPPORTED", "OUT_OF_GROUPS", "OUT_OF_BUCKETS", "CHAINING_UNSUPPORTED",
            "WATCH_UNSUPPORTED", "LOOP", "UNKNOWN_GROUP", "CHAINED_GROUP", "BAD_TYPE", "BAD_COMMAND", "BAD_BUCKET", "BAD_WATCH",
            "EPERM"]),
        ("PORT_MOD_FAILED", "OFPPMFC_", ["BAD_PORT", "BAD_HW_ADDR", "BAD_CONFIG", "BAD_ADVERTISE", "EPERM"]),
        ("TABLE_MOD_FAILED", "OFPTMFC_", ["BAD_TABLE", "BAD_CONFIG", "EPERM"]),
        ("QUEUE_OP_FAILED", "OFPQOFC_", ["BAD_PORT", "BAD_QUEUE", "EPERM"]),
        ("SWITCH_CONFIG_FAILED", "OFPSCFC_", ["BAD_FLAGS", "BAD_LEN", "EPERM"]),
        ("ROLE_REQUEST_FAILED", "OFPRRFC_", ["STALE", "UNSUP", "BAD_ROLE"]),
        ("METER_MOD_FAILED", "OFPMMFC_",
            ["UNKNOWN", "METER_EXISTS", "INVALID_METER", "UNKNOWN_METER", "BAD_COMMAND", "BAD_FLAGS", "BAD_RATE", "BAD_BURST",
            "BAD_BAND", "BAD_BAND_VALUE", "OUT_OF_METERS", "OUT_OF_BANDS"]),
        ("TABLE_FEATURES_FAILED", "OFPTFFC_", ["BAD_TABLE", "BAD_METADATA", "BAD_TYPE", "BAD_LEN", "BAD_ARGUMENT", "EPERM"]),
    ];

    private static readonly string[] BundleCodes =
    [
        "UNKNOWN", "EPERM", "BAD_ID", "BUNDLE_EXIST", "BUNDLE_CLOSED", "OUT_OF_BUNDLES", "BAD_TYPE", "BAD_FLAGS", "MSG_BAD_LEN",
        "MSG_BAD_XID", "MSG_UNSUP", "MSG_CONFLICT", "MSG_TOO_MANY", "MSG_FAILED", "TIMEOUT", "BUNDLE_IN_PROGRESS",
    ];

    public static string Of(ushort type, ushort code, uint experimenter)
    {
        if (type is ErrorMessage.ExperimenterType)
        {
            return experimenter is Onf && code - FirstBundleCode is >= 0 and var bundle && bundle < BundleCodes.Length
                ? "OFPBFC_" + BundleCodes[bundle]
                : $"EXPERIMENTER_0x{experimenter:x8}_{code}";
        }
        if (type >= Types.Length)
            return $"ERROR_{type}_{code}";
        var (name, prefix, codes) = Types[type];
        return code < codes.Length ? prefix + codes[code] : $"{name}_{code}";
    }
}
