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
    private object? _basis;
    private uint _basisNumber;

    /// <summary>What the round that ends here has not asked for is forgotten, once it is much.</summary>
    public void BeginRound()
    {
        if (_made.Count > _asked + Spare)
        {
            foreach (var (source, made) in _made)
            {
                if (made.Round != _round)
                    _made.Remove(source);
            }
        }
        (_round, _asked) = (_round + 1, 0);
    }

    /// <summary>A number for what many flows depend on, which compares by value: the same as in the round before if it is the same.</summary>
    public uint NumberOf(object basis)
    {
        if (!basis.Equals(_basis))
            (_basis, _basisNumber) = (basis, _basisNumber + 1);
        return _basisNumber;
    }

    public FlowBlock Of(FlowSource source, Func<IEnumerable<Flow>> make) => Of(source, () => new FlowBlock(make()));

    /// <summary>Something that holds flows.</summary>
    /// <param name="make">Makes it from what the source says, and from nothing else.</param>
    public T Of<T>(FlowSource source, Func<T> make) where T : class
    {
        if (!_made.TryGetValue(source, out var made))
            _made.Add(source, made = new Made(make()));
        if (made.Round != _round)
        {
            made.Round = _round;
            _asked++;
        }
        return (T)made.Flows;
    }

    private sealed class Made(object flows)
    {
        public object Flows { get; } = flows;

        public int Round { get; set; }
    }
}
