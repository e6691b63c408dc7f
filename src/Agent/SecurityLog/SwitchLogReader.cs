using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Agent.SecurityLog;

/// <summary>Receives the packets that flows of br-int copy to the agent (see <c>LogFlows</c>).</summary>
internal sealed class SwitchLogReader(string socket) : ILogSource
{
    /// <summary>Neutron's defaults: so many packets a second, and so many more at once.</summary>
    private const uint RatePerSecond = 100;
    private const uint Burst = 25;

    // OFPM_CONTROLLER: Open vSwitch passes what goes to controllers through this meter where there is one.
    private const uint ControllerMeter = 0xffff_fffe;

    private static readonly Meter Limit = new(ControllerMeter, MeterFlags.PacketsPerSecond | MeterFlags.Burst, [new MeterBand(RatePerSecond, Burst)]);

    public string Name => socket;

    public async Task<Error> ReadAsync(Action<LogMark, string> write, CancellationToken cancellation)
    {
        if (!(await OpenFlowConnection.ConnectAsync(socket, cancellation)).TryGet(out var connection, out var error))
            return error;
        await using (connection)
        {
            // It may be there from before; a switch that cannot measure sends everything.
            if (!(await connection.ApplyAsync([MeterMod.Add(Limit)], ApplyMode.Ordered, cancellation)).Succeeded)
                await connection.ApplyAsync([MeterMod.Modify(Limit)], ApplyMode.Ordered, cancellation);
            if ((await connection.SetPacketInFormatAsync(PacketInFormat.NiciraWithUserdata, cancellation)).Error is { } refused)
                return refused;
            if ((await connection.ApplyAsync([new SetConfig(ushort.MaxValue)], ApplyMode.Ordered, cancellation)).Error is { } unheard)
                return unheard;
            await foreach (var message in connection.Events.ReadAllAsync(cancellation))
            {
                if (message is PacketIn packet && LogMark.Parse(Encoding.ASCII.GetString(packet.Userdata.Items.AsSpan())) is { } mark)
                    write(mark, PacketText.OfFrame(packet.Packet.Items.AsSpan()));
            }
            return await connection.Closed;
        }
    }
}
