using System.CommandLine;
using System.Net;

namespace Naru.Commands;

/// <summary>An option that is an IP address.</summary>
internal static class IpAddressOption
{
    public static Option<IPAddress?> Create(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (IPAddress.TryParse(argument.Tokens[^1].Value, out var address))
                return address;
            argument.AddError($"{name} is an IP address; '{argument.Tokens[^1].Value}' is none.");
            return null;
        },
    };
}
