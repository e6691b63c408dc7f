using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The requests about routing rules, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class RuleRequests
{
    /// <summary><c>struct fib_rule_hdr</c>.</summary>
    internal const int HeaderLength = 12;

    /// <summary>FR_ACT_TO_TBL.</summary>
    internal const byte ActionToTable = 1;

    /// <summary>Adds a rule; EEXIST if the same is there.</summary>
    public static NetlinkMessage Add(RoutingRule rule) =>
        About(rule, RouteMessageType.NewRule, NetlinkFlags.Create | NetlinkFlags.Exclusive, "add");

    public static NetlinkMessage Delete(RoutingRule rule) => About(rule, RouteMessageType.DeleteRule, NetlinkFlags.None, "delete");

    internal static NetlinkMessage List()
    {
        var message = new NetlinkMessage(RouteMessageType.GetRule, NetlinkFlags.None, "list routing rules");
        message.Reserve(HeaderLength);
        return message;
    }

    private static NetlinkMessage About(RoutingRule rule, ushort type, NetlinkFlags flags, string verb)
    {
        var message = new NetlinkMessage(type, flags, $"{verb} routing rule {rule}");
        var header = message.Reserve(HeaderLength);
        header[0] = rule.Version is 4 ? AddressFamilies.V4 : AddressFamilies.V6;
        header[1] = (byte)(rule.To?.Length ?? 0);
        header[2] = (byte)(rule.From?.Length ?? 0);
        header[7] = ActionToTable;
        if (rule.To is { } to)
            message.Add(Fra.Destination, to.Network);
        if (rule.From is { } from)
            message.Add(Fra.Source, from.Network);
        if (rule.InputInterface is { } input)
            message.Add(Fra.InputInterface, input);
        if (rule.OutputInterface is { } output)
            message.Add(Fra.OutputInterface, output);
        message.Add(Fra.Priority, rule.Priority);
        if (rule.Mark is { } mark)
            message.Add(Fra.Mark, mark).Add(Fra.MarkMask, rule.MarkMask);
        return message.Add(Fra.Table, rule.Table);
    }
}
