using System.Runtime.InteropServices;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>Reads NLMSG_ERROR and NLMSG_DONE: a code, the header of the request, and what the kernel has to say about it.</summary>
internal static class Acknowledgement
{
    // NLM_F_CAPPED and NLM_F_ACK_TLVS share their bits with flags of requests.
    private const NetlinkFlags Capped = (NetlinkFlags)0x100;
    private const NetlinkFlags HasAttributes = (NetlinkFlags)0x200;

    /// <summary>NLMSGERR_ATTR_MSG: the extended acknowledgement's text.</summary>
    private const ushort MessageAttribute = 1;

    public static Result<Done> Read(ReceivedMessage message, string purpose)
    {
        if (message.Body.Length < sizeof(int))
            return message.Type == ReceivedMessage.DoneType ? Done.Ok : Errno.ToError(Libc.ProtocolError, purpose, "the kernel's answer is too short");
        var code = MemoryMarshal.Read<int>(message.Body);
        return code >= 0 ? Done.Ok : Errno.ToError(-code, purpose, Explanation(message));
    }

    private static string? Explanation(ReceivedMessage message)
    {
        if (!message.Flags.HasFlag(HasAttributes))
            return null;
        long start = sizeof(int);
        if (message.Type == ReceivedMessage.ErrorType)
        {
            if (message.Body.Length < sizeof(int) + NetlinkMessage.HeaderLength)
                return null;
            var requestLength = MemoryMarshal.Read<uint>(message.Body[sizeof(int)..]);
            start += message.Flags.HasFlag(Capped) ? NetlinkMessage.HeaderLength : (requestLength + 3L) & ~3L;
        }
        return start < message.Body.Length
            ? message.Attributes((int)start).Find(MessageAttribute).AsText
            : null;
    }
}
