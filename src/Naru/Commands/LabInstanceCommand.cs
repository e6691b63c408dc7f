using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Instances;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru lab instance add|remove|list</c>: light instances, their ports made through the public API.</summary>
internal static class LabInstanceCommand
{
    public static Command Create() => new("instance", "Adds, removes and lists light instances.")
    {
        CreateAdd(),
        CreateRemove(),
        CreateList(),
    };

    private static Command CreateAdd()
    {
        var lab = Options.Lab();
        var name = new Argument<string>("name") { Description = "Name of the instance, and its host name." };
        var host = new Option<string>("--host") { Description = "The compute host it runs on.", Required = true };
        var network = new Option<string?>("--network") { Description = "Name or id of the network in which its port is made." };
        var port = new Option<string?>("--port") { Description = "Name or id of a port that is there already." };
        var groups = new Option<string[]>("--security-group") { Description = "Name or id; may be repeated." };
        var command = new Command("add", "Makes a port, plugs an instance into it, and waits for its address.") { lab, name, host, network, port, groups };
        command.SetAction((parsed, cancellation) => WithCloudAsync(parsed.GetRequiredValue(lab), async instances =>
        {
            var request = new InstanceRequest(parsed.GetRequiredValue(name), parsed.GetRequiredValue(host))
            {
                Network = parsed.GetValue(network),
                Port = parsed.GetValue(port),
                SecurityGroups = parsed.GetValue(groups) ?? [],
            };
            if (!(await instances.StartAsync(request, cancellation)).TryGet(out var instance, out var error)
                || !(await instances.WaitAsync(instance, cancellation)).TryGet(out var lease, out error))
                return Answer.Refuse(error);
            AnsiConsole.MarkupLineInterpolated($"[bold]{instance.Name}[/] is on {instance.Host}: port {instance.Port.Id} ACTIVE, address {lease.Address}.");
            return Answer.Success;
        }, cancellation));
        return command;
    }

    private static Command CreateRemove()
    {
        var lab = Options.Lab();
        var name = new Argument<string>("name") { Description = "Name of the instance." };
        var command = new Command("remove", "Unplugs and ends an instance and deletes its port; one given with --port stays.") { lab, name };
        command.SetAction((parsed, cancellation) => WithCloudAsync(parsed.GetRequiredValue(lab), async instances =>
        {
            var removed = await instances.RemoveAsync(parsed.GetRequiredValue(name), cancellation);
            return removed.Succeeded ? Answer.Success : Answer.Refuse(removed.Error);
        }, cancellation));
        return command;
    }

    private static Command CreateList()
    {
        var lab = Options.Lab();
        var command = new Command("list", "Lists the instances.") { lab };
        command.SetAction((parsed, _) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), directory =>
        {
            if (LabState.Load(directory) is not { } state)
                return Task.FromResult(Answer.Refuse(LabTargets.NoLab(directory)));
            var table = new Table().AddColumns("instance", "host", "port", "MAC", "address", "");
            foreach (var instance in state.Instances)
            {
                table.AddRow(
                    instance.Name, instance.Host, instance.Port.Id, instance.Port.MacAddress,
                    DhcpClient.Lease(directory, instance)?.Address ?? "",
                    StatusCommand.Word(instance.Runner is not null));
            }
            AnsiConsole.Write(table);
            return Task.FromResult(Answer.Success);
        }));
        return command;
    }

    private static Task<int> WithCloudAsync(
        string lab, Func<LabInstances, Task<int>> run, CancellationToken cancellation) =>
        Answer.ChangingLabAsync(lab, async directory =>
        {
            if (!(await WithCloud.SignInAsync(directory, cancellation)).TryGet(out var cloud, out var error))
                return Answer.Refuse(error);
            using (cloud)
                return await run(new LabInstances(directory, cloud));
        });
}
