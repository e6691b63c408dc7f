namespace Naru.Protocols.Netlink.Wire;

/// <summary><c>nlmsg_flags</c> (<c>linux/netlink.h</c>). Some bits mean different things in different kinds of request.</summary>
[Flags]
public enum NetlinkFlags : ushort
{
    None = 0,

    /// <summary>NLM_F_REQUEST.</summary>
    Request = 0x1,

    /// <summary>NLM_F_MULTI: one of several messages, ended by NLMSG_DONE.</summary>
    Multi = 0x2,

    /// <summary>NLM_F_ACK: answer with an error message whose code is zero.</summary>
    Ack = 0x4,

    /// <summary>NLM_F_DUMP_INTR: what was being listed changed meanwhile; the listing may be inconsistent.</summary>
    DumpInterrupted = 0x10,

    /// <summary>NLM_F_DUMP (ROOT and MATCH), in requests of kind GET.</summary>
    Dump = 0x300,

    /// <summary>NLM_F_REPLACE, in requests of kind NEW.</summary>
    Replace = 0x100,

    /// <summary>NLM_F_EXCL, in requests of kind NEW: fail with EEXIST if it is there.</summary>
    Exclusive = 0x200,

    /// <summary>NLM_F_CREATE, in requests of kind NEW.</summary>
    Create = 0x400,

    /// <summary>NLM_F_APPEND, in requests of kind NEW: add one more beside those that are there.</summary>
    Append = 0x800,
}
