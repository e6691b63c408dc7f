using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The flows of one bridge in the rounds before, by what each is made of, so that a round makes only those that are new.</summary>
/// <remarks>Most of a view is the same object from round to round, and the flows of it are then the same objects too, which makes comparing them cheap.</remarks>
public sealed class FlowMemo
{
    /// <summary>So many may be there for nothing before anybody looks for them.</summary>
    private const int Spare = 100;

    private readonly Dictionary<FlowSource, Made> _made = [];
    private int _round;
    private int _asked;

    /// <summary>What the round that ends here has not asked for is forgotten, once it is as much as what it has.</summary>
    public void BeginRound()
    {
        if (_made.Count > 2 * _asked + Spare)
        {
            foreach (var (source, made) in _made)
            {
                if (made.Round != _round)
                    _made.Remove(source);
            }
        }
        (_round, _asked) = (_round + 1, 0);
    }

    /// <param name="make">Makes the flows from what the source says, and from nothing else.</param>
    public IReadOnlyList<Flow> Of(FlowSource source, Func<IEnumerable<Flow>> make)
    {
        if (!_made.TryGetValue(source, out var made))
            _made.Add(source, made = new Made([.. make()]));
        if (made.Round != _round)
        {
            made.Round = _round;
            _asked++;
        }
        return made.Flows;
    }

    private sealed class Made(Flow[] flows)
    {
        public Flow[] Flows { get; } = flows;

        public int Round { get; set; }
    }
}
