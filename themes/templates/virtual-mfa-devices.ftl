<#import "virtual-mfa-field.ftl" as field>
<@field.page heading="virtualMfaDevicesTitle">
  <form id="virtual-mfa-devices-form" class="${properties.kcFormClass!} virtual-mfa" action="${url.loginAction}" method="post">
    <#if mfaOtherSessions>
      <div id="virtual-mfa-other-sessions" class="virtual-mfa-offer">
        <p><@field.text key="virtualMfaOtherSessionsHelp" /></p>
        <@field.secondary id="virtual-mfa-sign-out-elsewhere" value="logout-sessions" label="virtualMfaSignOutElsewhere" small=true />
      </div>
    </#if>
    <#if mfaDevices?has_content>
      <ul class="virtual-mfa-list">
        <#list mfaDevices as device>
          <li id="virtual-mfa-device-${device?index?c}">
            <h2 id="virtual-mfa-name-${device?index?c}"><bdi>${device.name}</bdi></h2>
            <dl>
              <div><dt><@field.text key="virtualMfaAssignedOn" /></dt><dd><@field.time at=device.assigned /></dd></div>
              <div><dt><@field.text key="virtualMfaLastUsed" /></dt><dd><#if device.lastUsed??><@field.time at=device.lastUsed /><#else><@field.text key="virtualMfaNeverUsed" /></#if></dd></div>
            </dl>
            <div class="virtual-mfa-buttons">
              <@act name="rename" label="virtualMfaRename" device=device index=device?index />
              <@act name="resync" label="virtualMfaResync" device=device index=device?index />
              <#if !mfaLastStays><@act name="deactivate" label="virtualMfaDeactivate" device=device index=device?index /></#if>
            </div>
          </li>
        </#list>
      </ul>
      <#if mfaLastStays><p id="virtual-mfa-last-stays" class="virtual-mfa-help"><@field.text key="virtualMfaLastStays" /></p></#if>
    <#else>
      <p id="virtual-mfa-no-device"><@field.text key="virtualMfaNoDevice" /></p>
    </#if>
    <#if mfaDevices?has_content>
      <@field.submit id="virtual-mfa-done" go="done" label="virtualMfaDone" />
      <#if mfaMayAdd>
        <@field.secondary id="virtual-mfa-add" value="add" label="virtualMfaAssignAnother" />
      <#else>
        <p id="virtual-mfa-full" class="virtual-mfa-help"><@field.text key="virtualMfaDeviceLimitText" /></p>
      </#if>
    <#else>
      <@field.submit id="virtual-mfa-add" go="add" label="virtualMfaAssign" />
      <@field.secondary id="virtual-mfa-done" value="done" label="virtualMfaDone" />
    </#if>
  </form>
</@field.page>

<#-- Named by its word and the device, for those who hear the page. -->
<#macro act name label device index>
  <@field.secondary id="virtual-mfa-${name}-${index?c}" value="${name} ${device.id}" label=label small=true
      labelledBy="virtual-mfa-${name}-${index?c} virtual-mfa-name-${index?c}" />
</#macro>
