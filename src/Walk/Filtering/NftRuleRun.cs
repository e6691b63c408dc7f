using System.Globalization;
using Naru.Agent.Nftables;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>Runs one rule of nftables on one packet.</summary>
/// <param name="jump">Runs another chain of the table.</param>
internal sealed class NftRuleRun(TablePlan plan, string chain, string rule, NftPacket packet, List<NftHit> hits, Func<string, NftVerdict> jump)
{
    private readonly NftWords _words = new(rule);

    public NftVerdict Run()
    {
        while (!_words.IsAtEnd)
        {
            var word = _words.Next;
            switch (word)
            {
                case "accept" or "drop" or "return" or "jump" or "goto":
                    return Decide(word, word is "jump" or "goto" ? _words.Next : "", "");
                case "notrack":
                    packet.IsTracked = false;
                    return Decide("notrack", "", "");
                case "limit":
                    // "limit rate [over] 100/second burst 25 packets": one packet is never too many.
                    _words.Expect("rate");
                    if (_words.Take("over"))
                        return NftVerdict.Continue;
                    _words.Skip(4);
                    break;
                case "log":
                    // "log prefix "…" group N": a copy for the log.
                    _words.Skip(4);
                    break;
                case "counter":
                    // It counts, and changes nothing.
                    _words.Expect("name");
                    _ = _words.Next;
                    break;
                case "redirect":
                    _words.Expect("to");
                    return Redirect(_words.Next);
                case "dnat" or "snat":
                    return Translate(word);
                default:
                    if (Test(word) is { } verdict)
                        return verdict;
                    break;
            }
        }
        return NftVerdict.Continue;
    }

    /// <summary>Runs a condition or an assignment.</summary>
    /// <returns>Null: the rule goes on.</returns>
    private NftVerdict? Test(string word)
    {
        if (word == "ct" && _words.Take("helper"))
        {
            // It reads along; what it may open are other connections.
            _words.Expect("set");
            _ = _words.Next;
            return Decide("continue", "", "");
        }
        if (word == "meta" && _words.Take("mark"))
        {
            if (_words.Take("set"))
                return Assign(value => packet.Mark = (uint)value);
            var mark = _words.Take("&") ? Text(packet.Mark & (uint)NftValue.NumberOf(_words.Next)) : Text(packet.Mark);
            return _words.Take("vmap") ? Look(mark, _words.Next) : Compare(mark, NftValue.Is);
        }
        if (word == "ct" && _words.Take("mark"))
        {
            if (_words.Take("set"))
                return Assign(value => Connection.Mark = (uint)value);
            return Compare(packet.Connection is { } known ? Text(known.Mark) : null, NftValue.Is);
        }
        if (word == "ct" && _words.Take("zone"))
        {
            _words.Expect("set");
            return Assign(value => packet.Zone = (ushort)value);
        }
        if (word is "ip" or "ip6" && _words.Take("dscp"))
        {
            _words.Expect("set");
            var dscp = NftValue.NumberOf(_words.Next);
            if (packet.Fields.EthType == (word == "ip" ? FlowFields.Ipv4 : FlowFields.Ipv6))
                packet.Fields[Oxm.IpDscp] = (uint)dscp;
            return null;
        }
        var value = Key(word, out var matches);
        if (_words.Take("vmap"))
            return value is null ? NftVerdict.Continue : Look(value, _words.Next);
        return Compare(value, matches);
    }

    private NftVerdict? Compare(string? value, Func<string, string, bool> matches)
    {
        var isNegative = _words.Take("!=");
        var right = _words.Next;
        if (value is null)
            return NftVerdict.Continue;
        var found = right.StartsWith('@')
            ? Set(right).Elements.Items.Any(element => matches(value, element))
            : NftWords.Elements(right).Any(element => matches(value, element));
        return found != isNegative ? null : NftVerdict.Continue;
    }

    /// <summary>A value of the packet; null when it has no such header, and then the rule is not for it.</summary>
    private string? Value(string word, out Func<string, string, bool> matches)
    {
        matches = NftValue.Is;
        var fields = packet.Fields;
        switch (word)
        {
            case "iifname":
                return packet.InputDevice;
            case "oifname":
                return packet.OutputDevice;
            case "meta":
                return _words.Next switch
                {
                    "mark" => Text(packet.Mark),
                    "nfproto" => fields.EthType switch { FlowFields.Ipv4 => "4", FlowFields.Ipv6 => "6", _ => null },
                    "l4proto" => Text(fields.Protocol),
                    _ => throw _words.Unknown("mark, nfproto or l4proto after meta"),
                };
            case "th":
                return Port(_words.Next);
            case "ether":
                switch (_words.Next)
                {
                    case "saddr":
                        return fields.EthSrc.ToString();
                    case "daddr":
                        return fields.EthDst.ToString();
                    case "type":
                        matches = NftValue.IsEtherType;
                        return Text(fields.EthType);
                    default:
                        throw _words.Unknown("saddr, daddr or type after ether");
                }
            case "arp":
                return Arp(_words.Next, _words.Next);
            case "ip" or "ip6":
                return Address(_words.Next, word == "ip" ? FlowFields.Ipv4 : FlowFields.Ipv6);
            case "tcp" or "udp" or "sctp" or "dccp" or "udplite":
                var port = _words.Next;
                return NftValue.Is(Text(fields.Protocol), word) ? Port(port) : null;
            case "icmp" or "icmpv6":
                return Icmp(_words.Next, isV6: word == "icmpv6");
            case "ct":
                return Tracking(_words.Next);
            default:
                throw _words.Unknown($"something known instead of '{word}'");
        }
    }

    private string? Arp(string end, string kind)
    {
        var fields = packet.Fields;
        if (fields.EthType != FlowFields.Arp)
            return null;
        return (end, kind) switch
        {
            ("saddr", "ether") => MacAddress.FromValue((ulong)fields[Oxm.ArpSha]).ToString(),
            ("saddr", "ip") => IpAddress.V4((uint)fields[Oxm.ArpSpa]).ToString(),
            ("daddr", "ip") => IpAddress.V4((uint)fields[Oxm.ArpTpa]).ToString(),
            _ => throw _words.Unknown("saddr ether, saddr ip or daddr ip after arp"),
        };
    }

    private string? Address(string end, ushort type)
    {
        var address = end switch
        {
            "saddr" => packet.Fields.Source,
            "daddr" => packet.Fields.Destination,
            _ => throw _words.Unknown("saddr or daddr after ip"),
        };
        return packet.Fields.EthType == type ? address.ToString() : null;
    }

    private string? Port(string end)
    {
        var key = ConnectionKey.Of(packet.Fields);
        if (packet.Fields.EthType is not (FlowFields.Ipv4 or FlowFields.Ipv6))
            return null;
        return end switch
        {
            "sport" => Text(key.SourcePort),
            "dport" => Text(key.DestinationPort),
            _ => throw _words.Unknown("sport or dport"),
        };
    }

    private string? Icmp(string what, bool isV6)
    {
        var fields = packet.Fields;
        var field = (what, isV6) switch
        {
            ("type", false) => Oxm.IcmpType,
            ("code", false) => Oxm.IcmpCode,
            ("type", true) => Oxm.Icmpv6Type,
            ("code", true) => Oxm.Icmpv6Code,
            _ => throw _words.Unknown("type or code after icmp"),
        };
        return fields.Protocol == (isV6 ? 58 : 1) ? Text((ushort)fields[field]) : null;
    }

    private string? Tracking(string what)
    {
        switch (what)
        {
            case "state":
                return packet.State;
            case "mark":
                return packet.Connection is { } known ? Text(known.Mark) : null;
            case "status":
                return packet.Connection is { NewDestination: not null } ? "dnat" : "";
            case "original":
                var version = _words.Next;
                _words.Expect("daddr");
                return packet.Connection?.Original.Destination is { } original && original.Version == (version == "ip" ? 4 : 6) ? original.ToString() : null;
            default:
                throw _words.Unknown("state, mark, status, original or zone after ct");
        }
    }

    private NftVerdict? Assign(Action<long> assign)
    {
        var word = _words.Next;
        var value = char.IsAsciiDigit(word[0]) ? word : Value(word, out _);
        if (_words.Take("map"))
        {
            var map = Set(_words.Next);
            value = value is not null && Find(map.Elements, value) is var (_, found) ? found : null;
        }
        if (value is null)
            return NftVerdict.Continue;
        var number = NftValue.NumberOf(value);
        if (_words.Take("or"))
            number |= NftValue.NumberOf(_words.Next);
        assign(number);
        return null;
    }

    private NftVerdict Look(string key, string map)
    {
        var elements = map.StartsWith('@') ? Set(map).Elements.Items : [.. NftWords.Elements(map)];
        if (Find(elements, key) is not var (element, found))
            return NftVerdict.Continue;
        var words = found.Split(' ');
        return Decide(words[0], words.Length > 1 ? words[1] : "", element);
    }

    // An element is "key : value"; a key of several parts is joined by " . ".
    private static (string Element, string Value)? Find(IEnumerable<string> elements, string key)
    {
        foreach (var element in elements)
        {
            var colon = element.IndexOf(" : ", StringComparison.Ordinal);
            if (NftValue.AreAll(key, element[..colon]))
                return (element, element[(colon + 3)..].Trim());
        }
        return null;
    }

    private NftVerdict Decide(string verdict, string target, string note)
    {
        switch (verdict)
        {
            case "accept":
                return Hit(NftVerdict.Accept, note);
            case "drop":
                return Hit(NftVerdict.Drop, note);
            case "return":
                return Hit(NftVerdict.Return, note);
            case "notrack" or "continue":
                return Hit(NftVerdict.Continue, note);
            case "jump":
                Hit(NftVerdict.Continue, note);
                return jump(target);
            case "goto":
                Hit(NftVerdict.Continue, note);
                // What the chain does not decide, the policy of the base chain does.
                return jump(target) is var went && went is NftVerdict.Continue ? NftVerdict.Accept : went;
            default:
                throw _words.Unknown($"a verdict instead of '{verdict}'");
        }
    }

    private NftVerdict Redirect(string target)
    {
        var port = ushort.Parse(target.TrimStart(':'), CultureInfo.InvariantCulture);
        Connection.NewDestination = packet.Fields.Destination;
        packet.Fields[packet.Fields.Protocol == 17 ? Oxm.UdpDst : Oxm.TcpDst] = port;
        packet.IsRedirected = true;
        Connection.Reply = ConnectionKey.Of(packet.Fields).Reversed;
        return Hit(NftVerdict.Accept, $"port {port} of this namespace");
    }

    /// <summary>"dnat to A", "dnat to KEY map @m", and "dnat ip to KEY map @m", whose elements have a port as well.</summary>
    private NftVerdict Translate(string kind)
    {
        _words.Take("ip");
        _words.Expect("to");
        var target = _words.Next;
        if (!IpAddress.TryParse(target, out _))
        {
            var key = Key(target, out _);
            _words.Expect("map");
            if (key is null || Find(Set(_words.Next).Elements, key) is not var (_, found))
                return NftVerdict.Continue;
            target = found;
        }
        var parts = target.Split(" . ");
        var address = IpAddress.Parse(parts[0]);
        if (kind == "dnat")
            Connection.NewDestination = packet.Fields.Destination = address;
        else
            Connection.NewSource = packet.Fields.Source = address;
        if (parts.Length > 1)
            packet.Fields[packet.Fields.Protocol switch { 6 => Oxm.TcpDst, 17 => Oxm.UdpDst, _ => Oxm.SctpDst }] = ushort.Parse(parts[1], CultureInfo.InvariantCulture);
        Connection.Reply = ConnectionKey.Of(packet.Fields).Reversed;
        return Hit(NftVerdict.Accept, target);
    }

    /// <summary>A value, or several that are joined; null when the packet lacks one of them.</summary>
    private string? Key(string first, out Func<string, string, bool> matches)
    {
        var key = Value(first, out matches);
        while (_words.Take("."))
        {
            key = Value(_words.Next, out _) is { } next && key is not null ? $"{key} . {next}" : null;
            matches = NftValue.AreAll;
        }
        return key;
    }

    private TrackedConnection Connection =>
        packet.Connection ?? throw new UnknownStepException($"The rule '{rule}' translates a packet that is not tracked.");

    private NftVerdict Hit(NftVerdict verdict, string note)
    {
        hits.Add(new NftHit(plan.Table.ToString(), chain, rule, note, verdict));
        return verdict;
    }

    private NftSet Set(string name) => plan.Sets.Items.FirstOrDefault(set => set.Name == name[1..])
        ?? throw new UnknownStepException($"Table {plan.Table} has no set '{name}'.");

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
