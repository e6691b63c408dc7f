using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Ends the pipeline, also for the tables that resubmitted to this one.</summary>
public sealed record Exit : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Exit);
        wire.Zeros(6);
        wire.End(start);
    }

    internal static Exit Read(ref WireReader body)
    {
        body.Skip(6);
        return new Exit();
    }

    internal override void Print(StringBuilder text) => text.Append("exit");
}
