using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Ovn.Writing;

/// <summary>A full comparison on demand, as a rule of <c>naru doctor</c>. What it finds the writer puts right.</summary>
public sealed class NorthboundIsExact(NorthboundWriter writer) : IInvariant
{
    private const int Most = 100;

    // A commit is written within milliseconds; a database that is away is told of by what is missing in it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public string Rule => "OVN's northbound database holds exactly the rows that the state of the cloud is translated to.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        SpinWait.SpinUntil(() => writer.WrittenRevision >= state.Revision, Patience);
        return writer.Compare(state).Tell(Most).Select(line => new Violation("northbound database", line, "as translated"));
    }
}
