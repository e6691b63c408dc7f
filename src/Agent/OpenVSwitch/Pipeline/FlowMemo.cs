using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The flows of one bridge in the round before, by what each is made of, so that a round makes only those that are new.</summary>
/// <remarks>Most of a view is the same object from round to round, and the flows of it are then the same objects too, which makes comparing them cheap.</remarks>
public sealed class FlowMemo
{
    private Dictionary<FlowSource, Flow[]> _former = [];
    private Dictionary<FlowSource, Flow[]> _current = [];

    /// <summary>What the round that ends here has not asked for is forgotten after the next.</summary>
    public void BeginRound() => (_former, _current) = (_current, new Dictionary<FlowSource, Flow[]>(_current.Count));

    /// <param name="make">Makes the flows from what the source says, and from nothing else.</param>
    public IReadOnlyList<Flow> Of(FlowSource source, Func<IEnumerable<Flow>> make)
    {
        if (_current.TryGetValue(source, out var flows))
            return flows;
        if (!_former.TryGetValue(source, out flows))
            flows = [.. make()];
        _current.Add(source, flows);
        return flows;
    }
}
