using System.Buffers.Binary;
using System.Text;
using Naru.Agent.Instances.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink;

namespace Naru.Agent.Instances.Plugging;

/// <summary>A network device whose other end is a program (linux/if_tun.h).</summary>
internal static class TapDevice
{
    private const string Control = "/dev/net/tun";
    private const nuint SetDevice = 0x400454ca;
    private const nuint SetPersistent = 0x400454cb;
    private const short Tap = 0x2;
    private const short NoPacketInformation = 0x1000;
    private const int NameLength = 16;
    private const int RequestLength = 40;

    /// <summary>Makes one in the agent's own network namespace. It stays, whoever has it open, until it is deleted.</summary>
    public static Result<Done> Make(string name)
    {
        using var control = Libc.Open(Control, Libc.ReadWrite | Libc.CloseOnExec, 0);
        if (control.IsInvalid)
            return Errno.Last($"open {Control}");
        Span<byte> request = stackalloc byte[RequestLength];
        request.Clear();
        Encoding.ASCII.GetBytes(name, request[..(NameLength - 1)]);
        BinaryPrimitives.WriteInt16LittleEndian(request[NameLength..], Tap | NoPacketInformation);
        return Libc.Control(control, SetDevice, request) < 0 || Libc.Control(control, SetPersistent, 1) < 0 ? Errno.Last($"make the device '{name}'") : Done.Ok;
    }
}
