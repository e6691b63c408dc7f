using System.CommandLine;
using Naru.Lab.Instances;

namespace Naru.Commands;

/// <summary><c>naru lab solicit</c>: lets an instance hear its router at once, and not when that speaks by itself.</summary>
internal static class LabSolicitCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true, Description = "The card." };
        var command = new Command("solicit", "Asks for routers (IPv6), inside of an instance.") { device };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            LinkSpeaker.AskForRouters(parsed.GetRequiredValue(device));
            return Answer.Success;
        });
        return command;
    }
}
